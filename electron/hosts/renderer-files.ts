import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** What the renderer's build emits; anything else in its folder is not served. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

/** The renderer's build emits no other names: no dot files, escapes, colons, spaces or separators. */
const segmentPattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export interface RendererFile {
  readonly path: string;
  readonly size: number;
  readonly mimeType: string;
}

/** The file inside `root` that the path of an address names; null where there is none. */
export async function findRendererFile(
  root: string,
  pathname: string,
): Promise<RendererFile | null> {
  const segments = pathname === '/' ? ['index.html'] : pathname.slice(1).split('/');
  if (!segments.every((segment) => segmentPattern.test(segment))) return null;
  const mimeType = mimeTypes[extname(segments.at(-1) ?? '')];
  if (!mimeType) return null;
  try {
    const base = await realpath(root);
    const path = await realpath(join(base, ...segments));
    // A link inside the folder may point out of it: what counts is where the file really lies.
    if (!path.startsWith(base + sep)) return null;
    const found = await stat(path);
    return found.isFile() ? { path, size: found.size, mimeType } : null;
  } catch {
    return null;
  }
}
