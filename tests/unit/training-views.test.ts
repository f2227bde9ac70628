import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawView, plainView, type View } from '../../native-models/training/augmentation.ts';
import { bytesPerCrop, cropSizeFor } from '../../native-models/training/crops.ts';
import { randomOf } from '../../native-models/training/random.ts';
import { defaultRecipe } from '../../native-models/training/recipe.ts';
import { Softener } from '../../native-models/training/softener.ts';
import { ViewMaker } from '../../native-models/training/view-maker.ts';
import { madeCrops } from '../support/made-crops.ts';

const chip = 16;
const area = chip * chip;
const crops = madeCrops([2, 2], chip, 1);
const maker = new ViewMaker(crops, chip);

function viewOf(view: Partial<View>, crop = 1): Float32Array {
  const planes = new Float32Array(3 * area);
  maker.make(crop, { ...plainView, ...view }, planes);
  return planes;
}

/** −1..1, of the crop's pixels that many px right of and below the chip's. */
function pixel(plane: number, row: number, column: number, crop = 1): number {
  const margin = (crops.size - chip) / 2;
  const at = crop * bytesPerCrop(crops.size) + 3 * ((row + margin) * crops.size + column + margin);
  return crops.pixels[at + plane]! / 127.5 - 1;
}

function each(check: (plane: number, row: number, column: number, at: number) => void): void {
  for (let at = 0; at < 3 * area; at++) {
    check(Math.floor(at / area), Math.floor(at / chip) % chip, at % chip, at);
  }
}

const near = (actual: number, expected: number, tolerance = 1e-5): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test('a crop has a whole number of pixels around its chip, an eighth of its side', () => {
  assert.deepEqual([64, 80, 96, 112, 128].map(cropSizeFor), [80, 100, 120, 140, 160]);
});

test('a plain view is the middle of the crop, pixel by pixel, as the encoder takes it', () => {
  const planes = viewOf({});
  each((plane, row, column, at) => near(planes[at]!, pixel(plane, row, column)));
});

test('a mirrored view is the plain one the other way round', () => {
  const planes = viewOf({ mirrored: true });
  each((plane, row, column, at) => near(planes[at]!, pixel(plane, row, chip - 1 - column)));
});

test('a shifted view shows what is beside the chip', () => {
  const planes = viewOf({ shiftX: 2 / chip, shiftY: -1 / chip });
  each((plane, row, column, at) => near(planes[at]!, pixel(plane, row - 1, column + 2)));
});

test('a view turned by a quarter is turned around its middle', () => {
  const planes = viewOf({ turn: 90 });
  each((plane, row, column, at) => near(planes[at]!, pixel(plane, column, chip - 1 - row), 1e-4));
});

test('a view at twice the scale shows the middle half', () => {
  const planes = viewOf({ scale: 2 });
  near(
    planes[0]!,
    0.75 ** 2 * pixel(0, 4, 4) +
      0.75 * 0.25 * (pixel(0, 3, 4) + pixel(0, 4, 3)) +
      0.25 ** 2 * pixel(0, 3, 3),
  );
});

test('light changes every pixel alike; what leaves the range is cut off', () => {
  const light = { ...plainView.light, brightness: 0.1, contrast: 1.2, tint: [1, 0.9, 1] as const };
  const planes = viewOf({ light });
  each((plane, row, column, at) => {
    const value = (pixel(plane, row, column) + 1) / 2;
    const lit = (value * light.tint[plane]! - 0.5) * 1.2 + 0.6;
    near(planes[at]!, 2 * Math.min(1, Math.max(0, lit)) - 1);
  });
  const black = viewOf({ light: { ...plainView.light, brightness: -2 } });
  assert.ok(black.every((value) => value === -1));
});

test('a grey view has three equal planes', () => {
  const planes = viewOf({ light: { ...plainView.light, grey: true } });
  for (let at = 0; at < area; at++) {
    assert.equal(planes[at], planes[at + area]);
    assert.equal(planes[at], planes[at + 2 * area]);
  }
});

test('a light from the right brightens the right and darkens the left', () => {
  const planes = viewOf({ light: { ...plainView.light, slopeX: 0.4 } });
  each((plane, row, column, at) => {
    const factor = 1 + 0.4 * ((column + 0.5) / chip - 0.5);
    near(planes[at]!, Math.min(1, (pixel(plane, row, column) + 1) * factor - 1), 1e-4);
  });
});

test('what is hidden is one rectangle of one brightness', () => {
  const hidden = { left: 0.25, top: 0.5, width: 0.5, height: 0.25, brightness: 0.5 };
  const planes = viewOf({ hidden });
  each((plane, row, column, at) => {
    const inside = column >= 4 && column < 12 && row >= 8 && row < 12;
    near(planes[at]!, inside ? 0 : pixel(plane, row, column));
  });
});

test('softening keeps an even picture and its mean, and takes away what is fine', () => {
  const softener = new Softener(chip);
  const even = new Float32Array(area).fill(0.3);
  softener.soften(even, 0.4);
  assert.ok(even.every((value) => Math.abs(value - 0.3) < 1e-6));
  const board = Float32Array.from(
    { length: area },
    (_, at) => ((at + Math.floor(at / chip)) % 2) * 2 - 1,
  );
  softener.soften(board, 0.5);
  assert.ok(board.every((value) => Math.abs(value) < 1e-6));
  const ramp = Float32Array.from({ length: area }, (_, at) => (at % chip) / chip);
  softener.soften(ramp, 0.5);
  near(ramp[8 * chip + 8]!, 0.5, 0.04);
});

test('the same seed draws the same view, another one another, and all stay in range', () => {
  const { augmentation } = defaultRecipe;
  const views = Array.from({ length: 200 }, (_, seed) => {
    const view = drawView(augmentation, 1, randomOf(seed));
    assert.deepEqual(drawView(augmentation, 1, randomOf(seed)), view);
    assert.ok(
      Math.abs(view.shiftX) <= augmentation.shift && Math.abs(view.turn) <= augmentation.turn,
    );
    assert.ok(view.scale <= 1 + augmentation.scale && view.scale >= 1 / (1 + augmentation.scale));
    assert.ok(viewOf(view).every((value) => value >= -1 && value <= 1));
    return JSON.stringify(view);
  });
  assert.equal(new Set(views).size, 200);
  const mirrored = views.filter((view) => (JSON.parse(view) as View).mirrored).length;
  assert.ok(mirrored > 60 && mirrored < 140);
});

test('without strength a view is at most mirrored', () => {
  for (let seed = 0; seed < 50; seed++) {
    const view = drawView(defaultRecipe.augmentation, 0, randomOf(seed));
    // −0 turns and shifts as little as 0 does.
    assert.deepEqual(
      JSON.parse(JSON.stringify({ ...view, mirrored: false })),
      JSON.parse(JSON.stringify(plainView)),
    );
  }
});
