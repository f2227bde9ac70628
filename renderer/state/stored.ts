import type { EnrolReport } from '../../electron/contract/messages.ts';

/** What came of sending photos: somebody new, or more of somebody known. */
export interface Stored {
  readonly what: 'enrolled' | 'added';
  readonly report: EnrolReport;
  /** Whether the photos were kept beside the templates. */
  readonly kept: boolean;
}
