import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../bootstrap/lock.mjs';
import { say } from '../bootstrap/say.mjs';
import { root } from '../root.ts';
import { folderBytes } from './folder-bytes.ts';
import { electronPackage, electronProgram } from './program.ts';
import { forgetFailure, rememberedFailure, rememberFailure } from './remembered-failure.ts';

/** The download is given up after this long without a byte, or this long in all. */
const stalledMs = 60_000;
const limitMs = 20 * 60_000;
const pollMs = 1_000;

/**
 * Has Electron's own installer fetch the program. Returns null on success, else the reason. A
 * failure is remembered, so that a closed network does not delay every start; `retry` tries anew.
 */
export async function installElectron({ retry }: { retry: boolean }): Promise<string | null> {
  const remembered = retry ? null : rememberedFailure();
  if (remembered !== null) return `${remembered} (--host electron tries again)`;
  return withLock(join(root, '.cache/electron.lock'), async () => {
    if (electronProgram() !== null) return null;
    const failure = await runInstaller();
    if (failure === null) forgetFailure();
    else rememberFailure(failure);
    return failure;
  });
}

async function runInstaller(): Promise<string | null> {
  say('fetching Electron, this once (about 120 MB)…');
  const temporary = join(root, '.cache/electron-download');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const installer = spawn(process.execPath, [join(electronPackage, 'install.js')], {
    cwd: root,
    // Below a folder of our own its progress can be seen.
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  installer.stderr.on('data', (bytes: Buffer) => {
    complaint = (complaint + bytes.toString()).slice(0, 4_000);
  });
  const stop = watchProgress([temporary, join(electronPackage, 'dist')], () => installer.kill());
  const code = await new Promise<number | null>((resolve) => {
    installer.once('error', () => resolve(1));
    installer.once('close', resolve);
  });
  const stalled = stop();
  rmSync(temporary, { recursive: true, force: true });
  if (code === 0 && electronProgram() !== null) return null;
  if (stalled) return 'Electron could not be downloaded in time';
  const cause =
    complaint
      .split('\n')[0]
      ?.replace(/^\w*Error: /, '')
      .trim() || `exit ${code}`;
  return `Electron could not be downloaded: ${cause}`;
}

/** Calls `giveUp` when the folders stop growing. Returns the way to stop, which says if it did. */
function watchProgress(folders: readonly string[], giveUp: () => void): () => boolean {
  const started = Date.now();
  let gaveUp = false;
  let bytes = -1;
  let grewAt = started;
  const timer = setInterval(() => {
    const now = Date.now();
    const total = folders.reduce((sum, folder) => sum + folderBytes(folder), 0);
    if (total !== bytes) grewAt = now;
    bytes = total;
    if (now - grewAt < stalledMs && now - started < limitMs) return;
    gaveUp = true;
    giveUp();
  }, pollMs);
  return () => {
    clearInterval(timer);
    return gaveUp;
  };
}
