import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FrameCheck } from '../../electron/contract/messages.ts';
import { consentEvent } from '../../electron/station/privacy/privacy-event.ts';
import { noMatchFrames, Sighting } from '../../electron/station/sighting.ts';
import { faceOf, framePhoto, madeStation, photo } from '../support/made-station.ts';

const consent = 'in writing';

/** Ana; Ben, enrolled with another encoder; and Cleo, who withdrew. */
async function desk() {
  const station = madeStation({ ana: faceOf(0), cleo: faceOf(2), stranger: faceOf(1) });
  for (const id of ['ana', 'cleo']) {
    const request = { id, name: id.toUpperCase(), consent, photos: [photo(id)] };
    assert.ok((await station.enrolment.enrol(request)).ok);
  }
  assert.ok(station.roster.withdraw('cleo', consentEvent('cleo', 1, 'withdrawn')).ok);
  const other = { encoderSha256: 'f'.repeat(64), encoding: new Float32Array([1, 0, 0, 0]) };
  const template = { ...other, quality: 1, source: 'a.jpg', createdAt: 1 };
  const ben = { id: 'ben', name: 'BEN', consent, enrolledAt: 1 };
  assert.ok(station.roster.add(ben, [template], [], []).ok);
  return station;
}

type Made = Awaited<ReturnType<typeof desk>>;

/** Everything a claim is answered with until it is concluded, less times. */
async function answers({ checks }: Made, face: string, claimedId: string, open: boolean) {
  const sighting = new Sighting();
  const all: unknown[] = [];
  for (let at = 0; at < noMatchFrames; at++) {
    const answer = await checks.frame(framePhoto(face), sighting, claimedId, open);
    all.push(answer.ok ? withoutTimes(answer.value) : answer.error.code);
  }
  return all;
}

function withoutTimes({ result, conclusion, ...sights }: FrameCheck) {
  const { timings, ...said } = result;
  assert.ok(timings);
  return { ...sights, result: said, conclusion: conclusion && { ...conclusion, at: 0 } };
}

test('at a kiosk an id that is nobody’s is answered as one whose face is another: to the letter', async () => {
  const station = await desk();
  const known = await answers(station, 'stranger', 'ana', false);
  const concluded = known.at(-1) as FrameCheck;
  assert.equal(concluded.conclusion?.outcome, 'no-match');
  assert.deepEqual(concluded.conclusion.claimed, { id: 'ana', name: 'ana' });
  assert.ok(!JSON.stringify(known).includes('ANA'));
  for (const id of ['ben', 'cleo', 'nobody']) {
    const said = JSON.stringify(await answers(station, 'stranger', id, false));
    assert.equal(said.replaceAll(`"${id}"`, '"ana"'), JSON.stringify(known), id);
  }
});

test('at a kiosk a match greets by name', async () => {
  const [, second] = await answers(await desk(), 'ana', 'ana', false);
  const { conclusion } = second as FrameCheck;
  assert.deepEqual(conclusion?.person, { id: 'ana', name: 'ANA' });
});

test('an operator is told what is wrong with a claim, and whose it is', async () => {
  const station = await desk();
  assert.deepEqual((await answers(station, 'stranger', 'nobody', true))[0], 'unknown-person');
  assert.deepEqual((await answers(station, 'stranger', 'ben', true))[0], 'encoder-changed');
  assert.deepEqual((await answers(station, 'stranger', 'cleo', true))[0], 'encoder-changed');
  const [first] = (await answers(station, 'stranger', 'ana', true)) as FrameCheck[];
  assert.deepEqual(first?.result.claimed, { id: 'ana', name: 'ANA' });
  assert.equal(typeof first?.result.distance, 'number');
});

test('the log keeps how near a claim was, and of an id that is nobody’s only that there was one', async () => {
  const station = await desk();
  await answers(station, 'stranger', 'ana', false);
  await answers(station, 'stranger', '8350', false);
  const listed = station.events.list(2);
  assert.ok(listed.ok);
  const rows = listed.value.events.map(({ kind, outcome, claimedId, distance }) => [
    ...[kind, outcome, claimedId],
    distance === null,
  ]);
  assert.deepEqual(rows, [
    ['verify', 'no-match', null, true],
    ['verify', 'no-match', 'ana', false],
  ]);
});
