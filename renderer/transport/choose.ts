import type { Transport } from '../../electron/contract/transport.ts';
import type { Bridge } from './bridge.ts';
import { IpcTransport } from './ipc.ts';
import { WebSocketTransport } from './websocket.ts';

/** In Electron the preload's bridge is there; in a browser the page's own origin is the station. */
export function chooseTransport(bridge: Bridge | undefined, location: Location): Transport {
  if (bridge) return new IpcTransport(bridge);
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocketTransport(`${scheme}//${location.host}/station`);
}
