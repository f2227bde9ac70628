import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadManifest, modelOf, packNamed } from '../../native-models/manifest.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { sha256 } from './made-pack.ts';

/** A note at the end of an ONNX file (ModelProto's doc_string, field 6): other bytes, the same model. */
function withNote(model: Uint8Array, note: string): Uint8Array {
  const text = new TextEncoder().encode(note);
  return Buffer.concat([model, Uint8Array.of((6 << 3) | 2, text.byteLength), text]);
}

/**
 * A folder with a pack that works as `core` does and has another encoder by its sha256: what an
 * operator brings along. Its files are real and its scores hold.
 */
export async function secondPack(dir: string, name: string): Promise<string> {
  const { manifest, models } = projectPaths();
  const core = packNamed(await loadManifest(manifest), 'core');
  mkdirSync(dir, { recursive: true });
  for (const { file } of core.models) copyFileSync(join(models, file), join(dir, file));
  const encoder = modelOf(core, 'encoder');
  const bytes = withNote(readFileSync(join(models, encoder.file)), name);
  writeFileSync(join(dir, encoder.file), bytes);
  const noted = { ...encoder, bytes: bytes.byteLength, sha256: sha256(bytes) };
  const entries = core.models.map((model) => (model.role === 'encoder' ? noted : model));
  const pack = { ...core, name, description: 'made for a test', models: entries };
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ version: 2, packs: [pack] }));
  return dir;
}
