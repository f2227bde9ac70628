/** How one static check ended. */
export interface CheckOutcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** All that it printed; shown where it failed. */
  readonly output: string;
}

/** A test with its titles from the outermost to its own, and an error or the reason to skip it. */
export interface Remark {
  readonly title: string;
  readonly detail: string;
}

/** How one file of tests ended. */
export interface FileOutcome {
  readonly path: string;
  readonly seconds: number;
  readonly passed: number;
  readonly failures: readonly Remark[];
  readonly skipped: readonly Remark[];
  readonly output: string;
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
