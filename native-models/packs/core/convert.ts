import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Graph } from '../../onnx/model.ts';
import { encodeModel } from '../../onnx/model.ts';
import { buildEncoder } from './encoder.ts';
import { buildLandmarks } from './landmarks.ts';
import { buildSsdDetector } from './ssd-detector.ts';
import { readWeights, type Weights } from './weights.ts';

export interface ConvertOptions {
  /** Folder of the installed `@vladmandic/face-api` package. */
  readonly packageDir: string;
  readonly outDir: string;
  readonly onProgress: (sentence: string) => void;
}

/**
 * Converts the package's networks to ONNX files in `outDir`. The bytes depend on the package
 * alone: only additions, products, quotients and square roots of doubles, rounded to float32.
 * Each file appears whole or not at all.
 * @throws Error when the package is absent or is not the one expected.
 */
export async function convertCorePack(options: ConvertOptions): Promise<void> {
  await mkdir(options.outDir, { recursive: true });
  for (const { file, network, build } of conversions) {
    options.onProgress(`converting ${network}`);
    const graph = build(await readWeights(options.packageDir, network));
    await writeWhole(join(options.outDir, file), encodeModel(inModel(graph)));
  }
}

interface Conversion {
  readonly file: string;
  readonly network: string;
  readonly build: (weights: Weights) => Graph;
}

const conversions: readonly Conversion[] = [
  { file: 'detector.onnx', network: 'ssd_mobilenetv1_model', build: buildSsdDetector },
  { file: 'landmarks.onnx', network: 'face_landmark_68_model', build: buildLandmarks },
  { file: 'encoder.onnx', network: 'face_recognition_model', build: buildEncoder },
];

/** Operator set 13 (ONNX 1.8) has all that is used here; every later runtime reads it. */
function inModel(graph: Graph) {
  return { irVersion: 7, opsets: { '': 13 }, producer: 'threshold', graph };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
