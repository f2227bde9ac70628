import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../root.ts';

/** sha256 over names and contents of files and folders; a missing one counts as missing. */
export function contentHash(
  places: readonly string[],
  isWanted: (path: string) => boolean = () => true,
): string {
  const hash = createHash('sha256');
  for (const path of places.flatMap(filesBelow).filter(isWanted)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** One line per file with size and time of change: tells an untouched folder without reading it. */
export function folderState(folder: string): string {
  return filesBelow(folder)
    .map((path) => {
      const { size, mtimeMs } = statSync(join(root, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .join('\n');
}

/** Files at or below a place, relative to the root, with forward slashes, sorted. */
function filesBelow(place: string): string[] {
  const start = join(root, place);
  if (!existsSync(start)) return [];
  if (statSync(start).isFile()) return [place];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
