import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as FaceApi from '@vladmandic/face-api';

/** The package's own networks under its bundled TensorFlow.js, on the plain CPU backend. */
export async function openReference(packageDir: string): Promise<Reference> {
  const faceApi = await importFaceApi(packageDir);
  const { tf } = faceApi;
  await usePlainCpu(tf);
  const load = async <Net extends FaceApi.NeuralNetwork<unknown>>(net: Net, name: string) => {
    net.loadFromWeightMap(await weightMap(faceApi, join(packageDir, 'model'), name));
    return net;
  };
  const encoder = await load(new faceApi.FaceRecognitionNet(), 'face_recognition_model');
  const landmarks = await load(new faceApi.FaceLandmark68Net(), 'face_landmark_68_model');
  const detector = await load(new faceApi.SsdMobilenetv1(), 'ssd_mobilenetv1_model');
  const image = ({ size, pixels }: SquareImage) => tf.tensor3d(pixels, [size, size, 3]);
  return {
    encode: async (chip) => (await encoder.computeFaceDescriptor(image(chip))) as Float32Array,
    landmarks: async (crop) => {
      const found = (await landmarks.detectLandmarks(image(crop))) as FaceApi.FaceLandmarks68;
      return found.positions.map(({ x, y }): [number, number] => [x, y]);
    },
    detect: async (picture) => {
      const options = new faceApi.SsdMobilenetv1Options({ minConfidence: 0.3 });
      const found = await detector.locateFaces(image(picture), options);
      return found.map(({ box, score }) => ({ score, box }));
    },
  };
}

/** Pixels row by row, red, green and blue in turn, 0…255. */
export interface SquareImage {
  readonly size: number;
  readonly pixels: Float32Array;
}

export interface Reference {
  /** A raw encoding of a 150 × 150 chip. */
  encode(chip: SquareImage): Promise<Float32Array>;
  /** 68 points in px of a 112 × 112 crop. */
  landmarks(crop: SquareImage): Promise<[number, number][]>;
  /** Boxes in px of a 512 × 512 image. */
  detect(picture: SquareImage): Promise<{ score: number; box: FaceApi.IRect }[]>;
}

/** The browser bundle believes it is in a worker, where it needs nothing that Node lacks. */
async function importFaceApi(packageDir: string): Promise<typeof FaceApi> {
  Object.defineProperty(globalThis, 'WorkerGlobalScope', {
    value: class WorkerGlobalScope {},
    configurable: true,
  });
  return (await import(join(packageDir, 'dist', 'face-api.esm.js'))) as typeof FaceApi;
}

/** The package's types leave these two out. Without IS_NODE it spares us its advertisement. */
async function usePlainCpu(tf: unknown): Promise<void> {
  const { env, setBackend } = tf as {
    env(): { set(flag: string, value: boolean): void };
    setBackend(name: string): Promise<boolean>;
  };
  env().set('IS_NODE', false);
  await setBackend('cpu');
}

async function weightMap({ tf }: typeof FaceApi, dir: string, name: string) {
  const manifest = JSON.parse(
    await readFile(join(dir, `${name}-weights_manifest.json`), 'utf8'),
  ) as [{ weights: Parameters<typeof tf.io.decodeWeights>[1] }];
  const bytes = await readFile(join(dir, `${name}.bin`));
  return tf.io.decodeWeights(Uint8Array.from(bytes).buffer, manifest[0].weights);
}
