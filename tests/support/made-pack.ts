import { createHash } from 'node:crypto';
import type { Pack } from '../../native-models/manifest.ts';

/** A pack of these files, for tests that fetch and keep files and never run them. */
export function madePack(
  name: string,
  files: Readonly<Record<string, Uint8Array>>,
  addressOf?: (file: string) => string,
): Pack {
  const entries = Object.entries(files);
  return {
    name,
    description: 'made for a test',
    encodingLength: 4,
    models: entries.map(([file, bytes], index) => ({
      role: index === 0 ? 'encoder' : 'detector',
      kind: index === 0 ? 'encoder' : 'yunet',
      name: file,
      file,
      source: 'made',
      ...(addressOf === undefined ? {} : { address: addressOf(file) }),
      licence: 'none',
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
      input: { shape: [1, 3, 8, 8], layout: 'NCHW', colourOrder: 'RGB', range: [0, 255] },
      outputs: [{ meaning: 'made' }],
    })),
    alignment: {
      template: 'made',
      size: 8,
      landmarks: 'five',
      indices: [0, 1],
      points: [
        [0.3, 0.3],
        [0.7, 0.3],
      ],
      paddings: [0],
      mirror: false,
      source: 'made',
    },
    scores: null,
    notes: [],
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
