/** What may be said on the command line besides names. */
export interface BenchOptions {
  /** How often the crash bench kills. */
  readonly kills?: string | undefined;
}

/** One measurement. */
export interface Bench {
  readonly name: string;
  /** What it measures, in a few words. */
  readonly about: string;
  /** Takes so long that `npm run bench` alone leaves it out. */
  readonly onlyWhenNamed?: true;
  /**
   * Measures, with `scratch` as an empty folder of its own, and prints its figures.
   * Resolves to null, or to what it needs and does not have.
   */
  run(
    scratch: string,
    print: (line: string) => void,
    options: BenchOptions,
  ): Promise<string | null>;
}
