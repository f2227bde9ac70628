import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { StationServices } from '../services.ts';
import { Access } from './access.ts';
import { serveConnection } from './connection.ts';
import { httpLimits, maxConnections, maxMessageBytes, maxTcpConnections } from './limits.ts';
import { createRequestListener } from './pages.ts';

export interface StationServer {
  readonly port: number;
  /** A fresh link, good for one use within `linkLifetimeMs`. */
  newLink(): string;
  /** Whether a page has ever connected. */
  isReached(): boolean;
  close(): Promise<void>;
}

/** Serves the station on a random port of 127.0.0.1, to whoever holds a link, and nobody else. */
export async function startServer(options: {
  services: StationServices;
  rendererDir: string;
  /** Milliseconds that only grow. */
  tick?: () => number;
}): Promise<StationServer> {
  const { services, rendererDir, tick = () => performance.now() } = options;
  let reached = false;
  const access = new Access(tick);
  const http = createServer(httpLimits, createRequestListener(access, rendererDir));
  http.maxConnections = maxTcpConnections;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  http.on('upgrade', (request, socket, head) => {
    if (!mayConnect(access, request)) return refuse(socket, '403 Forbidden');
    if (sockets.clients.size >= maxConnections) return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      reached = true;
      welcome(ws, services);
    });
  });
  const port = await listen(http);
  access.setPort(port);
  return {
    port,
    newLink: () => `${access.origin}/?key=${access.newKey()}`,
    isReached: () => reached,
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

function refuse(socket: Duplex, status: string): void {
  // An upgraded socket has no other listener: a peer that is gone already would end this process.
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
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
