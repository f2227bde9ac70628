import type { Channel, Notice, Request, Response } from './channels.ts';
import type { Result } from './errors.ts';

/** What a renderer needs of a host, whichever carries the messages. */
export interface Transport {
  request<C extends Channel>(channel: C, payload: Request<C>): Promise<Result<Response<C>>>;
  /** Calls back at each notice; returns the way to stop. */
  onNotice(listener: (notice: Notice) => void): () => void;
  /** Calls back when the connection to the station is lost or is there again. */
  onConnection(listener: (connected: boolean) => void): () => void;
}
