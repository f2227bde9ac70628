import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { enrolPolicy, pickSubject } from '../../electron/station/subject.ts';
import { decodePhoto } from '../../electron/vision/decode.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import { corePipeline } from './vision-fixtures.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'people');
const skip = existsSync(folder) ? false : 'the synthetic people are not beside the project';
const wish = { encode: 'none', subject: 'largest', effort: 'thorough' } as const;

test('no calm enrolment photo of the synthetic people is refused', { skip }, async () => {
  const pipeline = await corePipeline();
  const refused: string[] = [];
  const people = readdirSync(folder);
  for (const person of people) {
    const image = await decodePhoto(readFileSync(join(folder, person, '1.jpg')));
    assert.ok(image.ok, person);
    const seen = await pipeline.observe(new ImagePyramid(image.value), wish);
    const subject = pickSubject(seen, enrolPolicy);
    if (!subject.ok) refused.push(`${person}: ${subject.error.code}`);
  }
  await pipeline.close();
  assert.equal(people.length, 64);
  assert.deepEqual(refused, []);
});
