import { WebSocket as NodeWebSocket } from 'ws';
import { startServer } from '../../electron/hosts/browser/server.ts';
import { WebSocketTransport } from '../../renderer/transport/websocket.ts';
import { signIn } from '../support/loopback.ts';
import { temporaryDir } from '../support/temporary.ts';
import { contractSuite } from './suite.ts';

contractSuite('loopback WebSocket', async (t, services) => {
  const server = await startServer({ services, rendererDir: temporaryDir(t) });
  t.after(() => server.close());
  const headers = await signIn(server);
  const open = (): WebSocket => {
    const socket = new NodeWebSocket(`ws://127.0.0.1:${server.port}/station`, { headers });
    // The page's socket, but for the headers a browser adds by itself.
    return socket as unknown as WebSocket;
  };
  const transport = new WebSocketTransport('', open);
  t.after(() => transport.close());
  return {
    transport,
    raw: (channel, payload) =>
      transport.request(channel as 'people.get', payload as { id: string }),
  };
});
