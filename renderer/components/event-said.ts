import type { StationEvent } from '../../electron/contract/messages.ts';
import type { Words } from '../text/words.ts';
import { ownWords } from './event-deeds.ts';

type Tongue = Pick<Words, 'text' | 'formats'>;
type Kind = StationEvent['kind'];
/** What a part of a detail says in the window's language; null for what is not known. */
type Say = (parts: readonly string[], tongue: Tongue) => string | null;
type Rule = readonly [pattern: RegExp, say: Say];

/**
 * What the station wrote into a row in its own few words, in the window's language. A part that no
 * rule knows stays as it was written: a newer station may say more. Null where nothing is known.
 */
export function saidDetail(kind: Kind, detail: string, tongue: Tongue): string | null {
  const rules = ruleBook[kind];
  if (!rules) return null;
  let known = false;
  const said = detail.split(separators[kind] ?? whole).map((part) => {
    const words = sayPart(part, rules, tongue);
    known ||= words !== null;
    return words ?? part;
  });
  return known ? said.join('; ') : null;
}

function sayPart(part: string, rules: readonly Rule[], tongue: Tongue): string | null {
  for (const [pattern, say] of rules) {
    const found = pattern.exec(part);
    if (found) return say(found.slice(1), tongue);
  }
  return null;
}

/** Matches nowhere: the detail is one part. */
const whole = /(?!)/u;
const separators: Partial<Record<Kind, RegExp>> = {
  restore: /; /u,
  retention: /, /u,
  privacy: /, /u,
};

const count = (digits = '', { formats }: Tongue): string => formats.integer(Number(digits));

const version: readonly Rule[] = [
  [
    /^Threshold (\S+), without a stop before$/u,
    ([number = ''], { text }) => `${text.status.version(number)}, ${text.log.said.noStop}`,
  ],
  [/^Threshold (\S+)$/u, ([number = ''], { text }) => text.status.version(number)],
];

const protectionOf: Say = ([kind = ''], { text }) => ownWords(text.log.said.protections, kind);

const ruleBook: Partial<Record<Kind, readonly Rule[]>> = {
  start: version,
  stop: version,
  clock: [
    [
      /^(\d+) s back$/u,
      ([s], { text, formats }) => text.log.said.back(formats.duration(Number(s))),
    ],
    [
      /^(\d+) s ahead, or the computer slept$/u,
      ([s], { text, formats }) => text.log.said.ahead(formats.duration(Number(s))),
    ],
    [/^behind the newest rows$/u, (_, { text }) => text.log.said.behindRows],
  ],
  key: [
    [/^made: ([\w-]+)$/u, protectionOf],
    [/^protected: ([\w-]+)$/u, protectionOf],
  ],
  log: [
    [
      /^(\d+) rows up to row (\d+) dropped$/u,
      ([rows, last], tongue) =>
        tongue.text.log.said.dropped(count(rows, tongue), count(last, tongue)),
    ],
    [
      /^(\d+) rows taken over from an earlier version$/u,
      ([rows], tongue) => tongue.text.log.said.takenOver(count(rows, tongue)),
    ],
    [
      /^rows (\d+) to (\d+) accepted as lost$/u,
      ([from, to], tongue) => tongue.text.log.said.lost(count(from, tongue), count(to, tongue)),
    ],
    [/^([a-z-]+) (\d+)$/u, damageOf],
  ],
  models: [
    [/^fetched (.+)$/u, ([name = ''], { text }) => text.log.said.fetched(name)],
    [/^added (.+)$/u, ([name = ''], { text }) => text.log.said.added(name)],
    [/^measured (.+)$/u, ([name = ''], { text }) => text.log.said.measured(name)],
    [
      /^learnt (.+) for (\S+)$/u,
      ([ways = '', name = ''], { text }) => text.log.said.learnt(ways, name),
    ],
  ],
  training: [
    [
      /^started encoder from (.+)$/u,
      ([folder = ''], { text }) => text.log.said.startedFrom(folder),
    ],
    [/^started (\w+)$/u, (_, { text }) => text.log.said.started],
    [/^stopped$/u, (_, { text }) => text.log.said.stopped],
    [/^discarded$/u, (_, { text }) => text.log.said.discarded],
    [/^not adopted \w+: (.+)$/u, ([change = ''], { text }) => text.log.said.notAdopted(change)],
  ],
  restore: [
    [
      /^(.+) of (\d{4}-\d\d-\d\dT[\d:.]+Z)$/u,
      ([name = '', at = ''], { text, formats }) =>
        text.log.said.backupOf(name, formats.dateTime(Date.parse(at))),
    ],
    [
      /^people of now, without a face: (\d+)$/u,
      ([n], tongue) => tongue.text.log.said.faceless(count(n, tongue)),
    ],
    [/^users of then$/u, (_, { text }) => text.log.said.usersOfThen],
    [/^settings of then: (.+)$/u, settingsOfThen],
    [/^rows kept: (\d+)$/u, ([n], tongue) => tongue.text.log.said.rowsKept(count(n, tongue))],
    [
      /^people forgotten: (\d+)$/u,
      ([n], tongue) => tongue.text.log.said.forgotten(count(n, tongue)),
    ],
    [/^log ([a-z-]+) (\d+)$/u, damageOf],
  ],
  retention: [
    [/^people (\d+)$/u, ([n], tongue) => tongue.text.log.said.people(count(n, tongue))],
    [/^photos (\d+)$/u, ([n], tongue) => tongue.text.log.said.photos(count(n, tongue))],
    [/^rows of the log (\d+)$/u, ([n], tongue) => tongue.text.log.said.rows(count(n, tongue))],
    [/^the clock jumped$/u, (_, { text }) => text.log.said.clockJumped],
  ],
  privacy: [
    [/^(templates|photos|events) (\d+) d$/u, keptFor],
    [/^(templates|photos|events) never$/u, keptFor],
    [
      /^virtual cameras (refuse|allow)$/u,
      ([what = ''], { text }) => ownWords(text.log.said.cameras, what),
    ],
    [/^(.+)$/u, ([part = ''], { text }) => ownWords(text.log.said.parts, part)],
  ],
};

function settingsOfThen([keys = '']: readonly string[], { text }: Tongue): string {
  const named = keys.split(', ').map((key) => ownWords(text.backups.settings, key) ?? key);
  return text.log.said.settingsOfThen(named.join(', '));
}

function keptFor([kind = '', days]: readonly string[], tongue: Tongue): string | null {
  const { text } = tongue;
  const name = ownWords<string>(text.privacy.kinds, kind);
  if (name === null) return null;
  return text.log.said.keptFor(name, days === undefined ? null : count(days, tongue));
}

function damageOf([damage = '', row]: readonly string[], tongue: Tongue): string | null {
  const say = ownWords<(row: string) => string>(tongue.text.log.damage, damage);
  return say === null ? null : say(count(row, tongue));
}
