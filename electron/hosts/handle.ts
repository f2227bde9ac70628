import type { z } from 'zod';
import { channels, type Channel, type Response } from '../contract/channels.ts';
import { fail, type Result } from '../contract/errors.ts';

/** Who sent a message. The transport establishes it; a payload never can. */
export interface Caller {
  /** One per window or connection; check results are pooled per caller. */
  readonly id: string;
  /** False where the sender is not our own page's top frame: nothing is done for it. */
  readonly trusted: boolean;
}

export type Handlers = {
  readonly [C in Channel]: (
    payload: z.output<(typeof channels)[C]['request']>,
    caller: Caller,
  ) => Promise<Result<Response<C>>>;
};

/** The one way in: sender check, channel check, schema check, then the handler. Never throws. */
export type Handle = (
  caller: Caller,
  channel: unknown,
  payload: unknown,
) => Promise<Result<unknown>>;

export function createHandle(
  handlers: Handlers,
  onUnexpected: (channel: string, cause: unknown) => void,
): Handle {
  return async (caller, channel, payload) => {
    if (!caller.trusted) return fail('not-allowed');
    if (!isChannel(channel)) return fail('invalid-request', 'unknown message');
    const parsed = channels[channel].request.safeParse(payload);
    if (!parsed.success) return fail('invalid-request', firstIssue(parsed.error));
    try {
      return await callHandler(handlers, channel, parsed.data, caller);
    } catch (cause) {
      onUnexpected(channel, cause);
      return fail('internal');
    }
  };
}

function isChannel(value: unknown): value is Channel {
  return typeof value === 'string' && Object.hasOwn(channels, value);
}

/** The schema lookup and the handler share the channel, which TypeScript cannot see by itself. */
function callHandler(
  handlers: Handlers,
  channel: Channel,
  payload: unknown,
  caller: Caller,
): Promise<Result<unknown>> {
  const handler = handlers[channel] as (p: unknown, c: Caller) => Promise<Result<unknown>>;
  return handler(payload, caller);
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown';
}
