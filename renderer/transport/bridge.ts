import type { Channel, Notice, Request, Response } from '../../electron/contract/channels.ts';
import type { Result } from '../../electron/contract/errors.ts';

/** What Electron's preload puts on the window. */
export interface Bridge {
  request<C extends Channel>(channel: C, payload: Request<C>): Promise<Result<Response<C>>>;
  onNotice(listener: (notice: Notice) => void): () => void;
}

declare global {
  interface Window {
    readonly threshold?: Bridge;
  }
}
