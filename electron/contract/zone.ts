import { z } from 'zod';

const share = z.number().min(0).max(1);
const size = z.number().gt(0).max(1);

/** Where a subject may stand, in shares of the picture's width and height from its top left. */
export const zoneSchema = z.strictObject({ x: share, y: share, width: size, height: size });
