import type { UtilityProcess, utilityProcess as processes } from 'electron';
import { eachLine } from '../lines.ts';
import type { ProcessPort, SpawnProcess } from '../spawn-process.ts';

type Fork = Pick<typeof processes, 'fork'>;

export interface UtilityEntry {
  /** What it is for: in the system's list of processes, and before its lines in the log. */
  readonly name: string;
  readonly entry: string;
}

/** Starts an entry in a utility process. Electron allows it once the app is ready. */
export function inUtilityProcess(
  utilityProcess: Fork,
  { name, entry }: UtilityEntry,
  log: (line: string) => void,
): SpawnProcess {
  return (args) => {
    const child = utilityProcess.fork(entry, [...args], {
      serviceName: `Threshold ${name}`,
      stdio: 'pipe',
    });
    eachLine([child.stdout, child.stderr], (line) => log(`${name}: ${line}`));
    return portOf(child);
  };
}

function portOf(child: UtilityProcess): ProcessPort {
  let fault: string | null = null;
  child.on('error', (type, location) => (fault = `${type} at ${location}`));
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(fault ?? `exit code ${code}`)),
    kill: () => endNow(child),
  };
}

/** Electron asks with SIGTERM, which a process stuck in native code does not hear. */
function endNow(child: UtilityProcess): void {
  // Without a pid it is not started yet, or gone: then the number may be another process's.
  if (child.pid === undefined || process.platform === 'win32') return void child.kill();
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    child.kill();
  }
}
