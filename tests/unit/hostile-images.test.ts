import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { decodePhoto } from '../../electron/vision/decode.ts';
import { photoOf } from '../support/people.ts';

/** What a picture may come to: pixels, or one of the codes about files. */
const codes: ReadonlySet<string> = new Set([
  'ok',
  'empty-image',
  'image-too-large',
  'unreadable-image',
]);
/** Longest side of decoded pixels: see `electron/vision/decode.ts`. */
const longestSide = 1600;

/** Decodes and checks that what comes is whole: the right number of bytes, or a known code. */
async function outcome(bytes: Uint8Array): Promise<string> {
  const decoded = await decodePhoto(bytes);
  const code = decoded.ok ? 'ok' : decoded.error.code;
  assert.ok(codes.has(code), code);
  if (decoded.ok) {
    const { width, height, data } = decoded.value;
    assert.equal(data.length, width * height * 3);
    assert.ok(Math.max(width, height) <= longestSide);
  } else {
    assert.ok(!decoded.error.message.includes('\n'));
  }
  return code;
}

function paper(width: number, height: number) {
  return sharp({
    create: { width, height, channels: 3, background: '#808080' },
    limitInputPixels: false,
  });
}

/** Tells how long the slowest took: a figure to read, not to judge by. */
async function slowest(t: TestContext, work: (time: <T>(it: Promise<T>) => Promise<T>) => unknown) {
  let most = 0;
  await work(async (it) => {
    const begun = performance.now();
    const value = await it;
    most = Math.max(most, performance.now() - begun);
    return value;
  });
  t.diagnostic(`slowest picture: ${most.toFixed(0)} ms`);
}

test('a photo that is cut off anywhere is refused or read, and breaks nothing', async (t) => {
  const { bytes } = photoOf('p01');
  await slowest(t, (time) =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (length) => {
        await time(outcome(bytes.subarray(0, length)));
      }),
      { numRuns: 150 },
    ),
  );
});

test('a photo with any of its bytes changed is refused or read, and breaks nothing', async (t) => {
  const originals = [
    photoOf('p01').bytes,
    await paper(64, 48).png().toBuffer(),
    await paper(64, 48).webp().toBuffer(),
  ];
  const change = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) });
  const changes = fc.array(change, { minLength: 1, maxLength: 24 });
  await slowest(t, (time) =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...originals), changes, async (original, edits) => {
        const bytes = Uint8Array.from(original);
        for (const { at, value } of edits) bytes[at % bytes.length] = value;
        await time(outcome(bytes));
      }),
      { numRuns: 300 },
    ),
  );
});

test('bytes that were never a picture are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 4096 }), async (bytes) => {
      assert.equal(await outcome(bytes), 'unreadable-image');
    }),
    { numRuns: 200 },
  );
});

test('a picture that unpacks to a thousand times its size is refused by its header', async (t) => {
  const bomb = await paper(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();
  assert.ok(bomb.length < 1_500_000);
  await slowest(t, async (time) => assert.equal(await time(outcome(bomb)), 'image-too-large'));
});

test('a header that promises more or less than there is does not get memory for it', async () => {
  const png = await paper(40, 40).png().toBuffer();
  for (const [width, height] of [
    [7000, 7000],
    [40, 7000],
    [0, 40],
    [0x7fffffff, 0x7fffffff],
    [1, 1],
  ] as const) {
    await outcome(withPngSize(png, width, height));
  }
  const jpeg = await paper(40, 40).jpeg().toBuffer();
  for (const [width, height] of [
    [65_535, 65_535],
    [7000, 7000],
    [0, 40],
    [40, 1],
  ] as const) {
    await outcome(withJpegSize(jpeg, width, height));
  }
});

test('a compressed stream that never ends where the header says is cut short', async () => {
  // 40 × 40 by its header, and rows for a thousand times as many.
  const flood = pngOf(40, 40, deflateSync(Buffer.alloc(64_000_000)));
  await outcome(flood);
});

test('slivers are read without growing', async (t) => {
  await slowest(t, async (time) => {
    assert.equal(await time(outcome(await paper(1, 100_000).png().toBuffer())), 'ok');
    assert.equal(await time(outcome(await paper(100_000, 1).png().toBuffer())), 'ok');
  });
});

test('CMYK, 16-bit, grey with alpha and animated pictures are plain pictures afterwards', async () => {
  const frames = await Promise.all(
    [paper(32, 32), paper(32, 32).negate()].map((it) => it.png().toBuffer()),
  );
  const pictures = {
    cmyk: await paper(32, 32).toColourspace('cmyk').jpeg().toBuffer(),
    deep: await paper(32, 32).toColourspace('rgb16').png().toBuffer(),
    greyAlpha: await paper(32, 32).greyscale().ensureAlpha(0.3).png().toBuffer(),
    animated: await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0 })
      .toBuffer(),
  };
  for (const [name, bytes] of Object.entries(pictures)) {
    assert.equal(await outcome(bytes), 'ok', name);
  }
});

test('formats that carry scripts, links or many files are no photos here', async () => {
  const link = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>';
  const others = [
    Buffer.from(link),
    Buffer.from(`<?xml version="1.0"?>${link}`),
    Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj'),
    Buffer.from('PK\u0003\u0004photos'),
    await paper(16, 16).gif().toBuffer(),
    await paper(16, 16).tiff().toBuffer(),
  ];
  for (const bytes of others) assert.equal(await outcome(bytes), 'unreadable-image');
});

/** The same file with other sides in its header, and the right checksum over them. */
function withPngSize(png: Uint8Array, width: number, height: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width >>> 0, 16);
  bytes.writeUInt32BE(height >>> 0, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

function withJpegSize(jpeg: Uint8Array, width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg);
  const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
  assert.ok(frame > 0);
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** A PNG of one grey channel with these compressed rows. */
function pngOf(width: number, height: number, rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const end = chunk('IEND', new Uint8Array(0));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), end]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
