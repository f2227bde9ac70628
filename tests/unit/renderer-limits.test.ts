import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameLimits } from '../../electron/contract/frame.ts';
import {
  consentSchema,
  maxEnrolmentBytes,
  maxPhotoBytes,
  maxPhotosPerEnrolment,
  personIdSchema,
  personNameSchema,
  photoSchema,
} from '../../electron/contract/messages.ts';
import { idPattern, limits } from '../../renderer/state/limits.ts';

test('the forms’ limits are the contract’s', () => {
  assert.equal(limits.photoBytes, maxPhotoBytes);
  assert.equal(limits.frameSide, frameLimits.minSide);
  assert.equal(limits.photos, maxPhotosPerEnrolment);
  assert.equal(limits.enrolmentBytes, maxEnrolmentBytes);
  assert.ok(personNameSchema.safeParse('x'.repeat(limits.nameLength)).success);
  assert.ok(!personNameSchema.safeParse('x'.repeat(limits.nameLength + 1)).success);
  assert.ok(consentSchema.safeParse('x'.repeat(limits.consentLength)).success);
  assert.ok(!consentSchema.safeParse('x'.repeat(limits.consentLength + 1)).success);
});

test('a photo’s name may be as long as the form allows and no longer', () => {
  const photo = (length: number) => ({
    kind: 'file',
    name: 'x'.repeat(length),
    bytes: new Uint8Array(1),
  });
  assert.ok(photoSchema.safeParse(photo(limits.photoNameLength)).success);
  assert.ok(!photoSchema.safeParse(photo(limits.photoNameLength + 1)).success);
});

test('the form takes the ids that the contract takes', () => {
  const ids = [
    'a',
    '7',
    'B-104',
    'ana.novak@site',
    'Élodie 2',
    'a ',
    'a  b',
    '-x',
    ' x',
    '',
    'a/b',
    'a\nb',
  ];
  for (const id of [...ids, 'x'.repeat(64), 'x'.repeat(65)]) {
    assert.equal(idPattern.test(id), personIdSchema.safeParse(id).success, JSON.stringify(id));
  }
});
