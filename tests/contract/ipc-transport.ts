import type { Transport } from '../../electron/contract/transport.ts';
import { connectPage, serveRequests } from '../../electron/hosts/electron/ipc.ts';
import { startUrl } from '../../electron/hosts/electron/origin.ts';
import { createStationApi, type StationApi } from '../../electron/hosts/electron/preload-api.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { StubContents, StubFrame, StubIpcMain } from './electron-stub-page.ts';

/** Frames a message may come from. Only the first is the station's own page. */
export const ipcSenders = {
  'own page': (page: StubContents) => page.mainFrame,
  'frame within the page': (page: StubContents) => new StubFrame(startUrl, page.mainFrame),
  'foreign page': () => new StubFrame('https://attacker.example/'),
  'look-alike host': () => new StubFrame('threshold://station.attacker.example/index.html'),
  'sandboxed copy of the page': () => new StubFrame(startUrl, null, 'null'),
  'file of the disk': () => new StubFrame('file:///etc/passwd'),
  'frame already gone': () => Object.assign(new StubFrame(startUrl), { disposed: true }),
  'no frame': () => null,
} as const satisfies Record<string, (page: StubContents) => StubFrame | null>;

export type IpcSender = keyof typeof ipcSenders;

export interface IpcTransport {
  readonly transport: Transport;
  /**
   * Past the preload, straight at the main process, as a page that broke out could do. A channel
   * nobody handles rejects there, in Electron's words; unless a sender is named, the preload answers.
   */
  raw(channel: string, payload: unknown, sender?: IpcSender): Promise<unknown>;
  /** What a script in the station's own page can do: `window.threshold.request`. */
  fromPage(channel: string, payload: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** The real preload table and the real ipc module around a station, over the stub of Electron. */
export async function ipcTransport(services: StationServices): Promise<IpcTransport> {
  const ipcMain = new StubIpcMain();
  const page = new StubContents(1, ipcMain);
  serveRequests(ipcMain, services);
  connectPage(page.asElectron(), services);
  page.arriveAt(startUrl);

  const { contextBridge, ipcRenderer } = page.preloadModules();
  contextBridge.exposeInMainWorld('threshold', createStationApi(ipcRenderer));
  const api = page.world['threshold'] as StationApi;
  const fromPage = (channel: string, payload: unknown): Promise<unknown> =>
    api.request(channel as never, payload as never);
  return {
    transport: {
      request: api.request,
      onNotice: api.onNotice,
      // The main process outlives its pages: to a page the connection is never lost.
      onConnection: (listener) => {
        listener(true);
        return () => undefined;
      },
    },
    raw: (channel, payload, sender) =>
      sender === undefined && !ipcMain.channels.includes(channel)
        ? fromPage(channel, payload)
        : page.invokeFrom(ipcSenders[sender ?? 'own page'](page), channel, payload),
    fromPage,
    close: async () => page.destroy(),
  };
}
