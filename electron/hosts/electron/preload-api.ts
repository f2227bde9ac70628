import type { IpcRenderer, IpcRendererEvent } from 'electron';
import type { Notice } from '../../contract/channels.ts';
import { fail, type Result } from '../../contract/errors.ts';
import type { Transport } from '../../contract/transport.ts';
import { noticeName, requestNames } from './ipc-names.ts';

/** All that a page can reach: `window.threshold`. */
export type StationApi = Pick<Transport, 'request' | 'onNotice'>;

/** Builds the page's functions. They take and give values; no event and no ipcRenderer gets out. */
export function createStationApi(
  ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>,
): StationApi {
  return {
    async request(channel, payload) {
      if (!Object.hasOwn(requestNames, channel)) return fail('invalid-request', 'unknown message');
      try {
        return (await ipcRenderer.invoke(channel, payload)) as Result<never>;
      } catch (cause) {
        // Only what Electron itself could not carry: a handler's own failure is a value.
        return fail('internal', cause instanceof Error ? cause.message : undefined);
      }
    },
    onNotice(listener) {
      const pass = (_event: IpcRendererEvent, notice: Notice) => listener(notice);
      ipcRenderer.on(noticeName, pass);
      return () => void ipcRenderer.removeListener(noticeName, pass);
    },
  };
}
