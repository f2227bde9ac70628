import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstLineOf } from '../../electron/vision/first-line.ts';

test('only the first line is kept, cut when it is long', () => {
  assert.equal(firstLineOf(new Error('broken header\nat byte 7')), 'broken header');
  assert.equal(firstLineOf('plain words'), 'plain words');
  assert.ok(firstLineOf(new Error('x'.repeat(1000))).length < 200);
});

test('paths of the file system are left out, other words with strokes stay', () => {
  assert.equal(
    firstLineOf("ENOENT: no such file or directory, open '/home/ana/models/x.onnx'"),
    "ENOENT: no such file or directory, open '…'",
  );
  assert.equal(firstLineOf('cannot open C:\\Users\\Ana\\x.onnx: no'), 'cannot open …: no');
  assert.equal(firstLineOf('image/png or either/or'), 'image/png or either/or');
});
