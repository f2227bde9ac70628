import { ipcTransport } from './ipc-transport.ts';
import { contractSuite } from './suite.ts';

contractSuite('Electron IPC', async (t, services) => {
  const ipc = await ipcTransport(services);
  t.after(() => ipc.close());
  return { transport: ipc.transport, raw: (channel, payload) => ipc.raw(channel, payload) };
});
