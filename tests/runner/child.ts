import { spawn, type ChildProcess } from 'node:child_process';
import { root } from '../../build/root.ts';

export interface Ended {
  readonly code: number;
  /** Standard output and error, in the order they came. */
  readonly output: string;
  readonly seconds: number;
  readonly timedOut: boolean;
}

/** Elsewhere a child leads a group of its own, so that what it started ends with it. */
const inGroup = process.platform !== 'win32';
const running = new Set<ChildProcess>();

/** Runs Node with a script to its end, or for at most `limitMs`. */
export function runNode(argv: readonly string[], limitMs: number): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeFlags(), ...argv], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: inGroup,
  });
  running.add(child);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    kill(child);
  }, limitMs);
  return new Promise((resolve) => {
    const end = (code: number, last = ''): void => {
      clearTimeout(limit);
      running.delete(child);
      const output = `${Buffer.concat(chunks).toString()}${last}`.trimEnd();
      resolve({ code, output, seconds: (performance.now() - started) / 1000, timedOut });
    };
    child.once('error', (cause) => end(1, cause.message));
    // Not 'close': something it left behind may hold its output open for ever.
    child.once('exit', (code, signal) =>
      setImmediate(() => end(code ?? 1, signal === null ? '' : `\nended by ${signal}`)),
    );
  });
}

/** This process's own flags. A test of the runner has a reporter's too, which are not to be shared. */
function nodeFlags(): string[] {
  return process.execArgv.filter((flag) => !flag.startsWith('--test-'));
}

/** Ends with the run whatever it started, also when it is interrupted. */
export function endChildrenWithUs(): void {
  process.once('exit', () => running.forEach(kill));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(1));
  }
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (inGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}
