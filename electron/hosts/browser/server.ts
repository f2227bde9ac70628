import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { maxEnrolmentBytes } from '../../contract/messages.ts';
import type { StationServices } from '../services.ts';
import { Access } from './access.ts';
import { serveConnection } from './connection.ts';
import { createRequestListener } from './pages.ts';

/** The largest message: all photos of an enrolment, and room for the rest of it. */
const maxMessageBytes = maxEnrolmentBytes + 1024 * 1024;

export interface StationServer {
  readonly port: number;
  /** A fresh link, good for one use. */
  newLink(): string;
  close(): Promise<void>;
}

/** Serves the station on a random port of 127.0.0.1, to whoever holds a link, and nobody else. */
export async function startServer(options: {
  services: StationServices;
  rendererDir: string;
}): Promise<StationServer> {
  const { services, rendererDir } = options;
  const access = new Access();
  const http = createServer(createRequestListener(access, rendererDir));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  http.on('upgrade', (request, socket, head) => {
    if (!mayConnect(access, request)) return refuse(socket);
    sockets.handleUpgrade(request, socket, head, (ws) => welcome(ws, services));
  });
  const port = await listen(http);
  access.setPort(port);
  return {
    port,
    newLink: () => `${access.origin}/?key=${access.newKey()}`,
    close: () => close(http, sockets),
  };
}

function welcome(ws: WebSocket, services: StationServices): void {
  serveConnection(ws, services, { id: randomUUID(), trusted: true });
}

/** The page's own origin, with the session cookie: a page of another site has neither. */
function mayConnect(access: Access, request: IncomingMessage): boolean {
  return (
    request.url === '/station' &&
    access.isOurHost(request.headers.host) &&
    request.headers.origin === access.origin &&
    access.hasSession(request.headers.cookie)
  );
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function listen(http: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });
}

async function close(http: Server, sockets: WebSocketServer): Promise<void> {
  for (const ws of sockets.clients) ws.terminate();
  const closed = new Promise<void>((resolve) => void http.close(() => resolve()));
  http.closeAllConnections();
  await closed;
}
