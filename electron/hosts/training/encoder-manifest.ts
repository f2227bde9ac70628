import { createHash } from 'node:crypto';
import type { ModelEntry, Pack, Scores } from '../../../native-models/manifest.ts';
import { cardFile } from '../packs/pack-shelf.ts';
import { trainedHere } from './pack-place.ts';

/** The file of the encoder in a trained pack. */
export const encoderFile = 'encoder.onnx';

/** What is known of a trained encoder. */
export interface TrainedEncoder {
  /** The bytes of its ONNX file: one input [batch, 3, size, size], one output of encodings. */
  readonly model: Uint8Array;
  readonly alignment: Pack['alignment'];
  readonly encodingLength: number;
}

/** The encoder's entry in its pack. `date`: yyyy-mm-dd. */
export function encoderEntry({ model, alignment }: TrainedEncoder, date: string): ModelEntry {
  const { size } = alignment;
  return {
    role: 'encoder',
    kind: 'encoder',
    name: `Siamese encoder for ${size} px, triplet loss`,
    file: encoderFile,
    source: `${trainedHere} on ${date}; ${cardFile} says from what and how`,
    licence: 'the operator’s own',
    bytes: model.byteLength,
    sha256: createHash('sha256').update(model).digest('hex'),
    input: {
      shape: ['batch', 3, size, size],
      layout: 'NCHW',
      colourOrder: 'RGB',
      range: [-1, 1],
    },
    outputs: [{ meaning: '[batch, components], of unit length' }],
  };
}

/** The pack of a trained encoder: the base pack's detector and landmarks with it. */
export function encoderPack(
  name: string,
  base: Pack,
  encoder: TrainedEncoder,
  entry: ModelEntry,
  scores: Scores | null,
): Pack {
  const finders = base.models.filter(({ role }) => role === 'detector' || role === 'landmarks');
  return {
    name,
    description: `Trained here from a folder of people; finds faces as ${base.name} does. See ${cardFile}.`,
    encodingLength: encoder.encodingLength,
    models: [...finders, entry],
    alignment: encoder.alignment,
    scores,
    notes: scores === null ? [unmeasured] : [],
  };
}

const unmeasured =
  'Too few people were held out for a table of scores, so there is no threshold and the pack cannot be used yet: measure it with "models measure" on a folder of at least 300 people.';
