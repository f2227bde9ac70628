import type { Channel } from '../../electron/contract/channels.ts';
import { fail, type Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';

export type Answers = Partial<
  Record<Channel, (payload: never) => Result<unknown> | Promise<Result<unknown>>>
>;

/** A line to a station that answers these messages; any other is an error. */
export function lineTo(answers: Answers): Transport {
  return {
    request: async (channel, payload) =>
      (await (answers[channel]?.(payload as never) ?? fail('internal'))) as never,
    onNotice: () => () => undefined,
    onConnection: () => () => undefined,
  };
}
