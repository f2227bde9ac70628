import type { Text } from './document.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { DocumentWords } from './words.ts';

/** What is kept for how long, and what that counts from. */
export function retentionRows({ policy }: DocumentFacts, { shared }: DocumentWords): Text[][] {
  const { templates, photos, events } = policy.retention;
  return [
    [shared.kinds.templates, shared.days(templates), shared.from.templates],
    [shared.kinds.photos, shared.days(photos), shared.from.photos],
    [shared.kinds.events, shared.days(events), shared.from.events],
    [shared.kinds.strangers, shared.notKept, ''],
  ];
}

/** Technical and organisational measures that this station really has in force. */
export function measures(found: DocumentFacts, { shared }: DocumentWords): Text[] {
  const { keys, users, policy } = found;
  const kinds = keys.slots.map(({ kind }) => kind).filter((kind) => kind !== 'recovery');
  const hasRecovery = kinds.length < keys.slots.length;
  return [
    shared.sealing,
    ...kinds.map((kind) => shared.protection[kind as keyof typeof shared.protection]),
    shared.recovery(hasRecovery ? { keptAt: keys.recoveryKeptAt } : null),
    shared.erasure,
    shared.access(users),
    shared.log(found.verifiedAt),
    shared.backup(found.backupAt),
    shared.offline,
    shared.cameras[policy.virtualCameras],
    shared.consent(found.consentTextVersion),
  ];
}

/** What the station found when it looked at itself. */
export function stateRows({ facts }: DocumentFacts, { shared }: DocumentWords): Text[][] {
  return facts.map(({ topic, ok, figures }) => [
    shared.topics[topic],
    ok ? shared.yes : shared.no,
    shared.figuresOf(topic, figures),
  ]);
}
