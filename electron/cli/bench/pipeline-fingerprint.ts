import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Pack } from '../../../native-models/manifest.ts';

/**
 * Names everything that decides what is seen in a photo: the pack's models, alignment and head, and the
 * code of the vision process. Where any of it changed, what was seen before is not used again.
 * Hex.
 */
export async function pipelineFingerprint(pack: Pack, visionEntry: string): Promise<string> {
  const { models, alignment, encodingLength, head } = pack;
  const decides = { models, alignment, encodingLength, head };
  const hash = createHash('sha256').update(JSON.stringify(decides));
  const folder = dirname(visionEntry);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  for (const file of files) hash.update(file.slice(folder.length)).update(await readFile(file));
  return hash.digest('hex');
}
