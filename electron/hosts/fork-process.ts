import { fork, type ChildProcess } from 'node:child_process';
import { eachLine } from './lines.ts';
import type { ProcessPort, SpawnProcess } from './spawn-process.ts';

/**
 * Runs an entry as a child of Node. Its output goes to `log`, never to stdout, which belongs to the
 * command line's answer.
 */
export function forkProcess(entry: string, log: (line: string) => void): SpawnProcess {
  return (args) => {
    const child = fork(entry, args, {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: process.execArgv.filter((flag) => childFlags.test(flag)),
      env: { ...process.env, NODE_OPTIONS: undefined },
    });
    eachLine([child.stdout, child.stderr], log);
    return portOf(child, log);
  };
}

/**
 * What running TypeScript may need. All else, such as a debugger's port, a watcher or the test
 * runner's own, holds for one process alone, and may have its value behind it.
 */
const childFlags =
  /^--(disable-warning=|experimental-strip-types$|experimental-transform-types$|no-warnings$)/;

function portOf(child: ChildProcess, log: (line: string) => void): ProcessPort {
  let lost: ((reason: string) => void) | null = null;
  const lose = (reason: string): void => {
    lost?.(reason);
    lost = null;
  };
  child.on('error', (cause) => {
    // Without a process there will be no exit; a live one that cannot be reached still has it.
    if (child.pid === undefined) lose(cause.message);
    else log(`child process: ${cause.message}`);
  });
  child.once('exit', (code, signal) => lose(signal ?? `exit code ${code}`));
  return {
    pid: child.pid,
    send: (message) => {
      // Its exit answers whoever waits.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => (lost = listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
