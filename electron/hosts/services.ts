import type { Notice } from '../contract/channels.ts';
import type { Handle } from './handle.ts';

/** The station as a host sees it: one way in, notices out, and an orderly end. */
export interface StationServices {
  readonly handle: Handle;
  /** Calls back at each notice; returns the way to stop. */
  onNotice(listener: (notice: Notice) => void): () => void;
  /** A window or connection is gone: what was pooled for it is dropped. */
  forgetCaller(callerId: string): void;
  close(): Promise<void>;
}
