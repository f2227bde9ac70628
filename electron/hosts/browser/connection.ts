import { decode, encode } from '@msgpack/msgpack';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Caller } from '../handle.ts';
import type { StationServices } from '../services.ts';

const envelopeSchema = z.strictObject({
  id: z.int().min(0),
  channel: z.string(),
  payload: z.unknown(),
});

/**
 * One page's connection: MessagePack in binary messages, `{id, channel, payload}` in,
 * `{id, result}` and `{notice}` out. What is not of this shape ends the connection.
 */
export function serveConnection(ws: WebSocket, services: StationServices, caller: Caller): void {
  const stopNotices = services.onNotice((notice) => ws.send(encode({ notice })));
  ws.on('message', (bytes: Buffer, isBinary) => {
    const envelope = isBinary ? parseEnvelope(bytes) : null;
    if (!envelope) return ws.close(1002, 'not a message of the station');
    void services.handle(caller, envelope.channel, envelope.payload).then((result) => {
      if (ws.readyState === ws.OPEN) ws.send(encode({ id: envelope.id, result }));
    });
  });
  ws.on('close', () => {
    stopNotices();
    services.forgetCaller(caller.id);
  });
  // Without a listener a protocol error of the peer would end this process.
  ws.on('error', () => ws.terminate());
}

function parseEnvelope(bytes: Buffer): z.infer<typeof envelopeSchema> | null {
  try {
    const parsed = envelopeSchema.safeParse(decode(bytes));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
