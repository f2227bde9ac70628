import type { z } from 'zod';
import type { Operator } from '../contract/access.ts';
import { channels, type Channel, type Response } from '../contract/channels.ts';
import { fail, type Result } from '../contract/errors.ts';

/** Who sent a message. The transport establishes it; a payload never can. */
export interface Caller {
  /** One per window or connection; check results are pooled per caller. */
  readonly id: string;
  /** False where the sender is not our own page's top frame: nothing is done for it. */
  readonly trusted: boolean;
  /**
   * Who the host itself says is at work, as the command line's user; nobody signs in then, and nobody
   * is asked again. Where it is left out, the caller is whoever signed in there.
   */
  readonly operator?: Operator;
}

/** Whether somebody may send a message, and who it is. */
export interface Admits {
  admit(caller: Caller, channel: Channel): Promise<Result<{ readonly actor: string }>>;
}

export interface HandleParts {
  readonly handlers: Handlers;
  readonly gate: Admits;
  /** Runs work in somebody's name. */
  readonly as: <T>(actor: string, work: () => T) => T;
  readonly onUnexpected: (channel: string, cause: unknown) => void;
}

export type Handlers = {
  readonly [C in Channel]: (
    payload: z.output<(typeof channels)[C]['request']>,
    caller: Caller,
  ) => Promise<Result<Response<C>>>;
};

/** The one way in: sender, channel, permission, schema, then the handler. Never throws. */
export type Handle = (
  caller: Caller,
  channel: unknown,
  payload: unknown,
) => Promise<Result<unknown>>;

export function createHandle({ handlers, gate, as, onUnexpected }: HandleParts): Handle {
  return async (caller, channel, payload) => {
    if (!caller.trusted) return fail('not-allowed');
    if (!isChannel(channel)) return fail('invalid-request', 'unknown message');
    try {
      // Before the schema: who may not send a message learns nothing of its form, nor costs a parse.
      const admitted = await gate.admit(caller, channel);
      if (!admitted.ok) return admitted;
      const parsed = channels[channel].request.safeParse(payload);
      if (!parsed.success) return fail('invalid-request', firstIssue(parsed.error));
      const work = () => callHandler(handlers, channel, parsed.data, caller);
      return await as(admitted.value.actor, work);
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
