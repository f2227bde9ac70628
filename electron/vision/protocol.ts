import { z } from 'zod';
import { errorCodes, type Result } from '../contract/errors.ts';
import type { Photo } from '../contract/messages.ts';
import type { Observation, Wish } from '../contract/observation.ts';
import type { PackExamination } from './examine.ts';
import type { BareTimes } from './pipeline.ts';

/** What the station asks of its vision process. Answers come in the order of the questions. */
export type VisionQuestion =
  | { readonly kind: 'observe'; readonly photo: Photo; readonly wish: Wish }
  | { readonly kind: 'crop'; readonly photo: Photo }
  | { readonly kind: 'examine' }
  | { readonly kind: 'bare' };

export type VisionRequest = VisionQuestion & { readonly id: number };

/** What each kind of question is answered with where nothing goes wrong. */
export interface VisionAnswers {
  readonly observe: Observation;
  /** A JPEG file. */
  readonly crop: Uint8Array;
  readonly examine: PackExamination;
  readonly bare: BareTimes;
}

const stationErrorSchema = z.strictObject({ code: z.enum(errorCodes), message: z.string() });

/** What the vision process sends: once `ready` or `failed`, then an answer for each request. */
const visionMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), error: stationErrorSchema }),
  z.strictObject({
    kind: z.literal('answer'),
    id: z.int(),
    result: z.custom<Result<unknown>>((v) => typeof v === 'object' && v !== null && 'ok' in v),
  }),
]);
export type VisionMessage = z.infer<typeof visionMessageSchema>;

/** Null for anything that is not a message of this protocol. */
export function parseVisionMessage(message: unknown): VisionMessage | null {
  const parsed = visionMessageSchema.safeParse(message);
  return parsed.success ? parsed.data : null;
}
