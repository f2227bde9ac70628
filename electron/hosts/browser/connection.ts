import { decode, encode } from '@msgpack/msgpack';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Caller } from '../handle.ts';
import type { StationServices } from '../services.ts';
import { Intake } from './intake.ts';
import { maxUnreadBytes } from './limits.ts';
import { decodeLimits, isWithinLimits } from './message-limits.ts';

const envelopeSchema = z.strictObject({
  id: z.int().min(0),
  channel: z.string(),
  payload: z.unknown(),
});

/**
 * One page's connection: MessagePack in binary messages, `{id, channel, payload}` in,
 * `{id, result}` and `{notice}` out. What is not of this shape ends the connection. A page that
 * asks faster than it is answered, or does not read its answers, is not read from meanwhile.
 */
export function serveConnection(ws: WebSocket, services: StationServices, caller: Caller): void {
  const intake = new Intake({
    // An answer that cannot be written down ends this connection, not the station.
    work: (bytes) => answer(bytes).catch(() => ws.terminate()),
    hold: () => ws.pause(),
    goOn: () => ws.resume(),
  });
  const stopNotices = services.onNotice((notice) => {
    if (ws.bufferedAmount > maxUnreadBytes) ws.terminate();
    else void send({ notice });
  });
  ws.on('message', (bytes: Buffer, isBinary) => {
    if (ws.readyState !== ws.OPEN) return;
    if (isBinary) intake.take(bytes);
    else refuse();
  });
  ws.on('close', () => {
    intake.clear();
    stopNotices();
    services.forgetCaller(caller.id);
  });
  // Without a listener a protocol error of the peer would end this process. ws closes by itself.
  ws.on('error', () => undefined);

  async function answer(bytes: Buffer): Promise<void> {
    const envelope = parseEnvelope(bytes);
    if (!envelope) return refuse();
    const result = await services.handle(caller, envelope.channel, envelope.payload);
    await send({ id: envelope.id, result });
  }

  /** Resolves when the message is on its way, or will never be. */
  function send(message: unknown): Promise<void> {
    if (ws.readyState !== ws.OPEN) return Promise.resolve();
    const bytes = encode(message);
    return new Promise((resolve) => ws.send(bytes, () => resolve()));
  }

  function refuse(): void {
    intake.clear();
    // The peer's own goodbye is to be read.
    ws.resume();
    ws.close(1002, 'not a message of the station');
  }
}

function parseEnvelope(bytes: Buffer): z.infer<typeof envelopeSchema> | null {
  if (!isWithinLimits(bytes)) return null;
  try {
    const parsed = envelopeSchema.safeParse(decode(bytes, decodeLimits));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
