import type { TestContext } from 'node:test';
import type { StationError } from '../../electron/contract/errors.ts';
import { VisionClient } from '../../electron/vision/client.ts';
import type { VisionPort } from '../../electron/vision/port.ts';

/** A vision process that does what the test says, and notes what it is told. */
export class HandPort implements VisionPort {
  readonly sent: { id: number; kind: string }[] = [];
  killed = 0;
  #tell: (message: unknown) => void = () => undefined;
  #exit: (reason: string) => void = () => undefined;

  send(message: unknown): void {
    this.sent.push(message as { id: number; kind: string });
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#tell = listener;
  }

  onExit(listener: (reason: string) => void): void {
    this.#exit = listener;
  }

  kill(): void {
    this.killed++;
  }

  says(message: unknown): void {
    this.#tell(message);
  }

  ready(): void {
    this.says({ kind: 'ready' });
  }

  fails(error: StationError): void {
    this.says({ kind: 'failed', error });
  }

  answers(id: number, value: unknown): void {
    this.says({ kind: 'answer', id, result: { ok: true, value } });
  }

  dies(reason: string): void {
    this.#exit(reason);
  }
}

/** A client whose processes, timers and clock are the test's. */
export class HandDriven {
  readonly ports: HandPort[] = [];
  readonly changes: (string | null)[] = [];
  readonly client: VisionClient;
  readonly #timers: TestContext['mock']['timers'];
  #now = 0;

  constructor(t: TestContext) {
    this.#timers = t.mock.timers;
    this.#timers.enable({ apis: ['setTimeout'] });
    this.client = new VisionClient({
      spawn: () => {
        this.ports.push(new HandPort());
        return this.port;
      },
      args: [],
      onChange: (error) => void this.changes.push(error?.code ?? null),
      tick: () => this.#now,
    });
    t.after(() => this.client.close());
  }

  /** The latest process. */
  get port(): HandPort {
    const port = this.ports.at(-1);
    if (!port) throw new Error('no process was started');
    return port;
  }

  pass(ms: number): void {
    this.#now += ms;
    this.#timers.tick(ms);
  }
}

/** Lets everything that waits for no timer and no process go on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
