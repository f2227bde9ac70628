import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { decodePhoto } from '../../electron/vision/decode.ts';
import { photoOf } from '../support/people.ts';

async function codeOf(bytes: Uint8Array): Promise<string> {
  const decoded = await decodePhoto(bytes);
  return decoded.ok ? 'ok' : decoded.error.code;
}

/** Left half black, right half white. */
function halves(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++)
    data.fill(i % width < width / 2 ? 0 : 255, i * 3, i * 3 + 3);
  return sharp(data, { raw: { width, height, channels: 3 } });
}

test('JPEG, PNG and WebP are read to the same upright pixels', async () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const decoded = await decodePhoto(await halves(64, 32).toFormat(format).toBuffer());
    assert.ok(decoded.ok, format);
    const { width, height, data } = decoded.value;
    assert.deepEqual([width, height, data.length], [64, 32, 64 * 32 * 3]);
    assert.ok((data[0] ?? 255) < 16 && (data[63 * 3] ?? 0) > 240, format);
  }
});

test('the EXIF orientation is respected', async () => {
  // 6: the camera was held a quarter turn; upright, what was left is on top.
  const turned = await halves(64, 32).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const decoded = await decodePhoto(turned);
  assert.ok(decoded.ok);
  const { width, height, data } = decoded.value;
  assert.deepEqual([width, height], [32, 64]);
  assert.ok((data[0] ?? 255) < 16 && (data[data.length - 1] ?? 0) > 240);
});

test('grey, 16-bit, transparent and CMYK pictures become plain RGB', async () => {
  const pictures = {
    grey: await halves(40, 40).greyscale().jpeg().toBuffer(),
    deep: await halves(40, 40).toColourspace('rgb16').png().toBuffer(),
    transparent: await halves(40, 40).ensureAlpha(0.5).png().toBuffer(),
    cmyk: await halves(40, 40).toColourspace('cmyk').jpeg().toBuffer(),
  };
  for (const [name, bytes] of Object.entries(pictures)) {
    const decoded = await decodePhoto(bytes);
    assert.ok(decoded.ok, name);
    assert.equal(decoded.value.data.length, 40 * 40 * 3, name);
  }
});

test('a large photo is shrunk, a long thin one keeps at least a pixel', async () => {
  const large = await decodePhoto(await halves(4000, 3000).jpeg().toBuffer());
  assert.ok(large.ok);
  assert.deepEqual([large.value.width, large.value.height], [1600, 1200]);
  const thin = await decodePhoto(await halves(1, 16_000).png().toBuffer());
  assert.ok(thin.ok);
  assert.equal(thin.value.width, 1);
});

test('pictures that cannot be used are told apart', async () => {
  const photo = photoOf('p01').bytes;
  assert.equal(await codeOf(new Uint8Array(0)), 'empty-image');
  assert.equal(await codeOf(photo.subarray(0, photo.length / 2)), 'unreadable-image');
  assert.equal(await codeOf(photo.subarray(0, 20)), 'unreadable-image');
  assert.equal(await codeOf(Buffer.from('this is a letter, not a photo')), 'unreadable-image');
  assert.equal(
    await codeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    'unreadable-image',
  );
});

test('what the decoder says is kept, in one short line', async () => {
  const { bytes } = photoOf('p01');
  for (const broken of [bytes.subarray(0, bytes.length / 2), Buffer.from('a letter')]) {
    const decoded = await decodePhoto(broken);
    assert.ok(!decoded.ok);
    assert.match(decoded.error.message, /premature end|unsupported image format/);
    assert.ok(!decoded.error.message.includes('\n'));
  }
});

test('200 megapixels are refused by the header, before any is decoded', async () => {
  const bomb = await sharp({
    create: { width: 20_000, height: 10_000, channels: 3, background: 'black' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  assert.ok(bomb.length < 4_000_000);
  assert.equal(await codeOf(bomb), 'image-too-large');
});
