/** Where progress is shown: a terminal's line is rewritten, a file gets a line now and then. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Between two lines in a file, and between two states of a terminal's line, ms. */
const apart = { file: 5000, terminal: 200 } as const;

/** Shows how much is done of something that takes long, and how much time is left. */
export class Progress {
  readonly #what: string;
  readonly #stream: ProgressStream;
  readonly #tick: () => number;
  readonly #started: number;
  #shown: number;

  constructor(
    what: string,
    stream: ProgressStream = process.stderr,
    tick: () => number = () => performance.now(),
  ) {
    this.#what = what;
    this.#stream = stream;
    this.#tick = tick;
    this.#started = tick();
    this.#shown = this.#started;
  }

  /** `fresh` of the `done` took time; the others were known and say nothing of what is left. */
  report(done: number, of: number, fresh: number): void {
    const now = this.#tick();
    const ended = done === of;
    if (!ended && now - this.#shown < apart[this.#stream.isTTY ? 'terminal' : 'file']) return;
    // What was known from before is there at once: that deserves no line.
    if (ended && this.#shown === this.#started && !this.#stream.isTTY) return;
    this.#shown = now;
    const line = `${this.#what} ${done} of ${of}${this.#left(now, of - done, fresh)}`;
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[K${line}${ended ? '\n' : ''}` : `${line}\n`);
  }

  #left(now: number, remaining: number, fresh: number): string {
    if (remaining === 0 || fresh === 0) return '';
    const seconds = Math.ceil(((now - this.#started) / fresh) * remaining * 1e-3);
    const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
    return `, ${minutes > 0 ? `${minutes} min ` : ''}${rest} s left`;
  }
}
