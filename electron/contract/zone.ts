import { z } from 'zod';

const share = z.number().min(0).max(1);
const size = z.number().gt(0).max(1);

/** Where a subject may stand, in shares of the picture's width and height from its top left. */
export const zoneSchema = z
  .strictObject({ x: share, y: share, width: size, height: size })
  .refine(({ x, width }) => x + width <= 1 + roundingSlack, 'it reaches beyond the right edge')
  .refine(({ y, height }) => y + height <= 1 + roundingSlack, 'it reaches beyond the lower edge');

/** 0.3 and 0.7 are a little more than 1 to a computer. */
const roundingSlack = 1e-9;
