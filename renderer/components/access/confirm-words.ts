import type { Channel } from '../../../electron/contract/channels.ts';
import type { Text } from '../../text/text.ts';

type Does = Text['access']['confirm']['does'];

/** What is about to be done, in the words of the dialog that asks for the password. */
export function doesWhat(channel: Channel, payload: unknown, text: Text): string {
  const { does, help } = text.access.confirm;
  if (!Object.hasOwn(does, channel)) return help;
  const words = does[channel as keyof Does];
  return typeof words === 'string' ? words : words(subjectOf(payload));
}

/** Whom or what a message is about: by id or by name. */
function subjectOf(payload: unknown): string {
  const { id, name } = payload as { readonly id?: unknown; readonly name?: unknown };
  return typeof id === 'string' ? id : typeof name === 'string' ? name : '';
}
