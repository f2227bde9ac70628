import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FileServer {
  /** Address of a file on it. */
  address(file: string): string;
  /** The `range` header of each request so far; an empty text where there was none. */
  readonly ranges: string[];
  /** How requests are answered from here on, in turn; the last answer stays. */
  answerWith(...answers: Answer[]): void;
  /** Nobody is at its address from here on. */
  close(): Promise<void>;
}

/** A real HTTP server on loopback that behaves as badly as a test wants. */
export async function startFileServer(t: TestContext): Promise<FileServer> {
  const ranges: string[] = [];
  let answers: Answer[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers;
    answer?.(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  t.after(close);
  const { port } = server.address() as AddressInfo;
  return {
    ranges,
    address: (file) => `http://127.0.0.1:${port}/${file}`,
    answerWith: (...next) => void (answers = next),
    close,
  };
}

/** A good server: whole files, and the rest of one where that is asked for. */
export function whole(bytes: Uint8Array, tag = '"v1"'): Answer {
  return ({ headers }, response) => {
    const from = rangeOf(headers.range);
    const same = headers['if-range'] === undefined || headers['if-range'] === tag;
    response.setHeader('etag', tag);
    if (from === null || !same) {
      response.writeHead(200, { 'content-length': bytes.byteLength }).end(bytes);
      return;
    }
    response
      .writeHead(206, {
        'content-range': `bytes ${from}-${bytes.byteLength - 1}/${bytes.byteLength}`,
        'content-length': bytes.byteLength - from,
      })
      .end(bytes.subarray(from));
  };
}

/** Sends so many bytes of what a good server would send, and then nothing. */
export function silentAt(bytes: Uint8Array, count: number, tag = '"v1"'): Answer {
  return (_, response) => {
    response.writeHead(200, { etag: tag, 'content-length': bytes.byteLength });
    response.write(bytes.subarray(0, count));
  };
}

/** The same, and the connection dies once `reached` says that the bytes have come. */
export function dyingAt(
  bytes: Uint8Array,
  count: number,
  tag?: string,
): { answer: Answer; reached: (at: number) => void } {
  let open: ServerResponse | null = null;
  return {
    answer: (request, response) => {
      open = response;
      silentAt(bytes, count, tag)(request, response);
    },
    reached: (at) => {
      if (at >= count) open?.destroy();
      if (at >= count) open = null;
    },
  };
}

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => void response.writeHead(code, headers).end('an error page');
}

function rangeOf(header: string | undefined): number | null {
  const from = /^bytes=(\d+)-$/.exec(header ?? '')?.[1];
  return from === undefined ? null : Number(from);
}
