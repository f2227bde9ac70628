import { z } from 'zod';

/** Bounds of a frame. Cameras beyond 4K are shrunk by the sender; nothing larger is ever allocated. */
export const frameLimits = { minSide: 16, maxSide: 4096, maxBytes: 3840 * 2160 * 4 } as const;

const side = z.int().min(frameLimits.minSide).max(frameLimits.maxSide);

/**
 * One camera frame. I420: `stride` bytes per Y row, then the U and V planes with rows of
 * ceil(stride/2) bytes, ceil(height/2) rows each, contiguous. RGBA: `stride` bytes per row.
 * `matrix` and `fullRange` describe I420 only and default to BT.601, limited range.
 */
export const frameSchema = z
  .strictObject({
    format: z.enum(['I420', 'RGBA']),
    width: side,
    height: side,
    stride: z
      .int()
      .positive()
      .max(frameLimits.maxSide * 4),
    matrix: z.enum(['bt601', 'bt709']).optional(),
    fullRange: z.boolean().optional(),
    /** The camera's own time of this picture, ms; only differences mean anything. */
    mediaTime: z.number().finite().optional(),
    data: z.instanceof(Uint8Array),
  })
  .refine((frame) => frame.stride >= bytesPerRow(frame), 'stride is shorter than a row')
  .refine((frame) => frameBytes(frame) <= frameLimits.maxBytes, 'frame is too large')
  .refine(
    (frame) => frame.data.byteLength === frameBytes(frame),
    'byte length does not fit width, height, stride and format',
  );

export type Frame = z.infer<typeof frameSchema>;

interface Layout {
  readonly format: 'I420' | 'RGBA';
  readonly width: number;
  readonly height: number;
  /** Bytes per row of the (first) plane. */
  readonly stride: number;
}

/** The exact number of bytes a frame of this layout has. */
export function frameBytes({ format, height, stride }: Omit<Layout, 'width'>): number {
  if (format === 'RGBA') return stride * height;
  return stride * height + 2 * Math.ceil(stride / 2) * Math.ceil(height / 2);
}

function bytesPerRow({ format, width }: Layout): number {
  return format === 'RGBA' ? width * 4 : width;
}
