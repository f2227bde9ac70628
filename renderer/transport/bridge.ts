import type { Transport } from '../../electron/contract/transport.ts';

/** What Electron's preload puts on the window. */
export type Bridge = Pick<Transport, 'request' | 'onNotice'>;

declare global {
  interface Window {
    readonly threshold?: Bridge;
  }
}
