import { z } from 'zod';
import { errorCodes, type Result } from '../../contract/errors.ts';
import { trainingProgressSchema, type TrainingProgress } from '../../contract/training.ts';
import type { JobEnd, TrainingJob } from './job.ts';

/** What the station asks of a training process: one job, and perhaps its end before its time. */
export type TrainingOrder =
  { readonly kind: 'run'; readonly job: TrainingJob } | { readonly kind: 'stop' };

/** What a training process says: once `ready`, then how far it is, then once how it ended. */
export type TrainingWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: TrainingProgress }
  | { readonly kind: 'ended'; readonly result: Result<JobEnd> };

const result = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    // Our own process wrote it; that it is one at all is what is checked.
    value: z.custom<JobEnd>((v) => typeof v === 'object' && v !== null && 'state' in v),
  }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({ code: z.enum(errorCodes), message: z.string() }),
  }),
]);

const wordSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('progress'), progress: trainingProgressSchema }),
  z.strictObject({ kind: z.literal('ended'), result }),
]);

/** Null for anything that is not a message of this protocol. */
export function parseTrainingWord(message: unknown): TrainingWord | null {
  const parsed = wordSchema.safeParse(message);
  return parsed.success ? parsed.data : null;
}
