import { fork } from 'node:child_process';
import type { SpawnVision } from '../vision/port.ts';

/**
 * Runs the vision process as a child of Node. Its output goes to `log`, never to stdout, which
 * belongs to the command line's answer.
 */
export function forkVision(entry: string, log: (line: string) => void): SpawnVision {
  return (args) => {
    const child = fork(entry, args, {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
    child.stderr?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
    return {
      // A child that is just dying takes no message; its exit answers whoever waits.
      send: (message) => void child.send(message as object, () => undefined),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        let told = false;
        const tell = (reason: string): void => {
          if (!told) listener(reason);
          told = true;
        };
        child.once('error', (cause) => tell(cause.message));
        child.once('exit', (code, signal) => tell(signal ?? `exit code ${code}`));
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
