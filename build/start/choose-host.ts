import { installElectron } from '../electron/install.ts';
import { electronProgram } from '../electron/program.ts';
import type { HostName } from './arguments.ts';
import { obstacleToElectron, thisMachine, type Machine } from './obstacle.ts';

export interface Choice {
  /** The Electron program to run, or null for the browser host. */
  readonly electron: string | null;
  /** What to tell the user about the choice; null where it is the expected one. */
  readonly reason: string | null;
}

/** Electron where it can run, else the same station in the installed browser, with the reason. */
export async function chooseHost(
  asked: HostName | null,
  machine: Machine = thisMachine(),
): Promise<Choice> {
  if (asked === 'browser') return { electron: null, reason: null };
  const obstacle = obstacleToElectron(machine);
  if (obstacle !== null) return browserBecause(obstacle);
  const present = electronProgram();
  if (present !== null) return { electron: present, reason: null };
  const failure = await installElectron({ retry: asked === 'electron' });
  const installed = electronProgram();
  if (installed !== null) return { electron: installed, reason: null };
  return browserBecause(failure ?? 'Electron cannot be had here');
}

function browserBecause(reason: string): Choice {
  return { electron: null, reason: `${reason}; the station is served to the browser instead.` };
}
