import type { Mining, TrainingRequest, TrainingStage } from '../../electron/contract/training.ts';

type EncoderRequest = Extract<TrainingRequest, { kind: 'encoder' }>;

/**
 * The contract's choices and limits, repeated here so that the page need not carry the schema
 * library; a unit test holds them equal to the contract's.
 */
export const chipSides = [64, 80, 96, 112, 128] as const satisfies EncoderRequest['size'][];

export const miningNames = ['semi-hard', 'batch-hard'] as const satisfies Mining[];

export const minuteLimits = { least: 1, most: 24 * 60 } as const;

export const marginLimits = { least: 0.01, most: 2 } as const;

/** What the form begins with: the recipe of the command line. */
export const encoderDefaults = {
  minutes: 20,
  size: 128,
  margin: 0.3,
  mining: 'semi-hard',
} as const satisfies Partial<EncoderRequest>;

/** The stages of a run, in their order. */
export const trainingStageNames = [
  'reading',
  'training',
  'measuring',
] as const satisfies TrainingStage[];
