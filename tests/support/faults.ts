import sharp, { type Sharp } from 'sharp';
import type { Point } from '../../electron/contract/observation.ts';
import type { RgbImage } from '../../electron/vision/image.ts';

/** What can be wrong with a picture of a face, made from one where nothing is. */

/** Every shade is taken times `gain` and `offset` is added, cut off at black and white. */
export function relit(image: RgbImage, gain: number, offset = 0): RgbImage {
  const data = image.data.map((shade) => Math.min(255, Math.max(0, gain * shade + offset)));
  return { ...image, data };
}

/** The contrast taken times `share` about a middle grey, as by a greasy lens. */
export function greyed(image: RgbImage, share: number): RgbImage {
  return relit(image, share, 128 * (1 - share));
}

/** What lies left or right of `middle` (px) in the image gets only `gain` of the light. */
export function shaded(
  image: RgbImage,
  side: 'left' | 'right',
  middle: number,
  gain: number,
): RgbImage {
  const softness = image.width / 30;
  const sign = side === 'left' ? 1 : -1;
  return mapped(image, (shade, x) => {
    const light = 1 / (1 + Math.exp((-sign * (x - middle)) / softness));
    return shade * (gain + (1 - gain) * light);
  });
}

/** Out of focus: a Gaussian of `sigma` px. */
export function blurred(image: RgbImage, sigma: number): Promise<RgbImage> {
  return pixelsOf(sharpOf(image).blur(sigma));
}

/** Moved sideways by `length` px (odd) while the picture was taken. */
export function smeared(image: RgbImage, length: number): Promise<RgbImage> {
  const kernel = Array.from({ length: 3 * length }, (_, at) =>
    Math.floor(at / length) === 1 ? 1 : 0,
  );
  return pixelsOf(sharpOf(image).convolve({ width: length, height: 3, kernel }));
}

/** Saved as a JPEG file of that quality, 1..100. */
export async function compressed(image: RgbImage, quality: number): Promise<RgbImage> {
  return pixelsOf(sharp(await sharpOf(image).jpeg({ quality }).toBuffer()));
}

export function resized(image: RgbImage, side: number): Promise<RgbImage> {
  return pixelsOf(sharpOf(image).resize(side, side, { kernel: 'cubic' }));
}

/** Taken from so far away that it measures `side` px, then enlarged to its old size. */
export async function enlarged(image: RgbImage, side: number): Promise<RgbImage> {
  return resized(await resized(image, side), image.width);
}

/** Turned clockwise by `degrees` as one looks at it, the size kept. */
export async function tilted(image: RgbImage, degrees: number): Promise<RgbImage> {
  const { width, height } = image;
  const turned = await pixelsOf(sharpOf(image).rotate(degrees, { background: '#5a6068' }));
  const left = (turned.width - width) >> 1;
  const top = (turned.height - height) >> 1;
  return pixelsOf(sharpOf(turned).extract({ left, top, width, height }));
}

export function mirrored(image: RgbImage): Promise<RgbImage> {
  return pixelsOf(sharpOf(image).flop());
}

export function cropped(
  image: RgbImage,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Promise<RgbImage> {
  const area = { left, top, width: right - left, height: bottom - top };
  return pixelsOf(sharpOf(image).extract(area));
}

/** Dark glasses: an ellipse of near black about each eye, and a bridge between them. */
export function withDarkGlasses(image: RgbImage, [one, other]: readonly Point[]): RgbImage {
  const [[x, y], [u, v]] = [one!, other!];
  const unit = Math.hypot(u - x, v - y);
  const glass = { across: 0.42 * unit, down: 0.3 * unit };
  const covers = (px: number, py: number): boolean =>
    [one!, other!].some(
      ([ex, ey]) => ((px - ex) / glass.across) ** 2 + ((py - ey) / glass.down) ** 2 <= 1,
    ) ||
    (px > x && px < u && Math.abs(py - (y + v) / 2 + 0.1 * unit) < 0.05 * unit);
  return mapped(image, (shade, px, py) => (covers(px, py) ? 14 : shade));
}

/** A black bar over both eyes. */
export function withBar(image: RgbImage, [one, other]: readonly Point[]): RgbImage {
  const [[x, y], [u, v]] = [one!, other!];
  const unit = u - x;
  const middle = (y + v) / 2;
  return mapped(image, (shade, px, py) => {
    const covered = px > x - unit / 2 && px < u + unit / 2 && Math.abs(py - middle) < 0.25 * unit;
    return covered ? 0 : shade;
  });
}

/**
 * The head turned by `yaw` (towards the image's right) and `pitch` (up), degrees: the picture laid
 * on a head's rough shape about the landmarks, an ellipsoid with a nose, and seen from the side.
 */
export function turned(
  image: RgbImage,
  [one, other, tip]: readonly Point[],
  yaw: number,
  pitch: number,
): RgbImage {
  const unit = (other![0] - one![0]) / interEyeCm;
  const [middleX, middleY] = [tip![0], tip![1]];
  const [sinYaw, cosYaw] = [Math.sin((yaw * Math.PI) / 180), Math.cos((yaw * Math.PI) / 180)];
  const [sinPitch, cosPitch] = [
    Math.sin((pitch * Math.PI) / 180),
    Math.cos((pitch * Math.PI) / 180),
  ];
  const source = (px: number, py: number): Point => {
    const [seenX, seenY] = [(px - middleX) / unit, (py - middleY) / unit];
    let [x, y] = [seenX, seenY];
    // Each round lets the depth found last say how far the turn has moved that point.
    for (let round = 0; round < rounds; round++) {
      const depth = depthAt(x, y);
      x = (seenX - depth * sinYaw) / cosYaw;
      y = (seenY + depth * sinPitch) / cosPitch;
    }
    return [middleX + x * unit, middleY + y * unit];
  };
  return resampled(image, source);
}

const interEyeCm = 6.3;
const rounds = 12;

/** Depth of the head's surface before the plane of its ears, cm; (0, 0) is the nose's tip. */
function depthAt(x: number, y: number): number {
  const inside = 1 - (x / 8.5) ** 2 - ((y + 1) / 12) ** 2;
  const nose = 2.4 * Math.exp(-((x / 1.8) ** 2) - (y / (y < 0 ? 3 : 1.9)) ** 2);
  return inside > 0 ? 9 * Math.sqrt(inside) - 9 + nose : -9;
}

/** The image whose pixel at (x, y) is the given one's at `source(x, y)`; nearest edge beyond it. */
function resampled(image: RgbImage, source: (x: number, y: number) => Point): RgbImage {
  const { width, height, data } = image;
  const out = new Uint8Array(data.length);
  for (let at = 0; at < width * height; at++) {
    const [u, v] = source(at % width, Math.floor(at / width));
    const x = Math.min(Math.max(u, 0), width - 1.001);
    const y = Math.min(Math.max(v, 0), height - 1.001);
    const from = 3 * (Math.floor(y) * width + Math.floor(x));
    const [fx, fy] = [x % 1, y % 1];
    for (let channel = 0; channel < 3; channel++) {
      const upper = data[from + channel]! * (1 - fx) + data[from + 3 + channel]! * fx;
      const below = from + 3 * width + channel;
      out[3 * at + channel] =
        upper * (1 - fy) + (data[below]! * (1 - fx) + data[below + 3]! * fx) * fy;
    }
  }
  return { width, height, data: out };
}

function mapped(
  image: RgbImage,
  change: (shade: number, x: number, y: number) => number,
): RgbImage {
  const { width } = image;
  const data = image.data.map((shade, at) => {
    const pixel = Math.floor(at / 3);
    return Math.min(255, Math.max(0, change(shade, pixel % width, Math.floor(pixel / width))));
  });
  return { ...image, data };
}

function sharpOf({ width, height, data }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function pixelsOf(source: Sharp): Promise<RgbImage> {
  const { data, info } = await source.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
