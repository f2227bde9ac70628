import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.ts';

const file = join(root, '.cache/electron-unavailable.json');
const rememberedMs = 24 * 60 * 60_000;

/** Why the last download failed, if that was within a day. */
export function rememberedFailure(now = Date.now()): string | null {
  try {
    const { at, reason } = JSON.parse(readFileSync(file, 'utf8')) as {
      at: unknown;
      reason: unknown;
    };
    if (typeof at !== 'number' || typeof reason !== 'string') return null;
    return now >= at && now - at < rememberedMs ? reason : null;
  } catch {
    return null;
  }
}

export function rememberFailure(reason: string, now = Date.now()): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ at: now, reason }));
}

export function forgetFailure(): void {
  rmSync(file, { force: true });
}
