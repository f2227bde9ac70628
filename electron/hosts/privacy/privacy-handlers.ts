import type { Notice } from '../../contract/channels.ts';
import { ok, type Result } from '../../contract/errors.ts';
import { isOperator } from '../acting.ts';
import type { Handlers } from '../handle.ts';
import type { Privacy } from './privacy.ts';

interface PrivacyHandlerParts {
  readonly privacy: Privacy;
  /** Who acts now. */
  readonly actor: () => string;
  readonly notify: (notice: Notice) => void;
  /** What was concluded about somebody may no longer hold. */
  readonly forgetSightings: () => void;
}

type Name =
  | Extract<keyof Handlers, `privacy.${string}`>
  | 'people.withdraw'
  | 'people.consent'
  | 'people.setPin'
  | 'people.setEnd'
  | 'people.export'
  | 'check.pin';

export type PrivacyHandlers = Pick<Handlers, Name>;

/** What the page about privacy, and those about people, ask for. */
export function privacyHandlers(parts: PrivacyHandlerParts): PrivacyHandlers {
  const { privacy, notify } = parts;
  return {
    ...peopleRights(parts),
    'privacy.view': () => privacy.view(),
    'privacy.set': async (policy) =>
      told(await privacy.setPolicy(policy), notify, ['privacy', 'events']),
    'privacy.run': async () => {
      const run = await privacy.retention.run();
      for (const notice of peopleNotices) notify(notice);
      return run.ok ? privacy.view() : run;
    },
    'privacy.document': async (wish) => told(await privacy.document(wish), notify, ['events']),
    'privacy.consentText': () => {
      const text = privacy.consentText();
      if (!text.ok) return Promise.resolve(text);
      return Promise.resolve(ok({ text: text.value.text, version: text.value.version }));
    },
  };
}

/** What a change of who is enrolled, or of how, changes in the windows. */
export const peopleNotices = ['people', 'events', 'status', 'recognition', 'privacy'] as const;

type RightsHandlers = Omit<PrivacyHandlers, `privacy.${string}`>;

function peopleRights({
  privacy,
  actor,
  notify,
  forgetSightings,
}: PrivacyHandlerParts): RightsHandlers {
  const { rights } = privacy;
  return {
    'people.withdraw': ({ id }) => {
      const withdrawn = told(rights.withdraw(id), notify, peopleNotices);
      if (withdrawn.ok) forgetSightings();
      return Promise.resolve(withdrawn);
    },
    'people.consent': ({ id, consent }) =>
      Promise.resolve(told(rights.consent(id, consent), notify, peopleNotices)),
    'people.setPin': async ({ id, pin }) =>
      told(await rights.setPin(id, pin), notify, peopleNotices),
    'people.setEnd': ({ id, endsAt }) =>
      Promise.resolve(told(rights.setEnd(id, endsAt), notify, peopleNotices)),
    'people.export': async ({ id }) => told(await privacy.exportPerson(id), notify, ['events']),
    'check.pin': async ({ id, pin }) => {
      const checked = await privacy.checkPin(id, pin, isOperator(actor()));
      notify('events');
      return checked;
    },
  };
}

function told<T>(
  done: Result<T>,
  notify: (notice: Notice) => void,
  of: readonly Notice[],
): Result<T> {
  if (done.ok) for (const notice of of) notify(notice);
  return done;
}
