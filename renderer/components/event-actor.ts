import type { Text } from '../text/text.ts';

const commandLine = 'os:';

/** Who did it, in words; null where a row of before there were operators does not say. */
export function actorWords(actor: string | null, text: Text): string | null {
  if (actor === null) return null;
  const { log } = text;
  if (actor === ':kiosk') return log.actors.kiosk;
  if (actor === ':station') return log.actors.station;
  if (actor === ':recovery') return log.actors.recovery;
  return actor.startsWith(commandLine) ? log.commandLine(actor.slice(commandLine.length)) : actor;
}

/** The same where it is worth a place in a row: not for what nobody signed in for. */
export function rowActor(actor: string | null, text: Text): string | null {
  return actor === ':kiosk' || actor === ':station' ? null : actorWords(actor, text);
}
