import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import { GuardedTries } from '../../electron/station/access/guarded-tries.ts';
import { MemoryTries } from '../../electron/station/access/memory-tries.ts';
import {
  nameRule,
  oneMore,
  rebased,
  waitOf,
  type Tries,
} from '../../electron/station/access/sign-in-delay.ts';

const start = 1_700_000_000_000;
const minute = 60_000;

function wrongTries(count: number, at = start): Tries | null {
  let tries: Tries | null = null;
  for (let done = 0; done < count; done++) tries = oneMore(tries, nameRule, at);
  return tries;
}

test('after three wrong tries a second is waited for, then twice as long each time, up to 15 minutes', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 12, 13, 14, 100].map((count) =>
    waitOf(wrongTries(count), nameRule, start),
  );
  const seconds = waits.map((wait) => wait / 1000);
  assert.deepEqual(seconds, [0, 0, 0, 1, 2, 4, 8, 512, 900, 900, 900]);
});

test('the wait passes with the clock, and a clock that was set back shortens nothing', () => {
  const tries = wrongTries(5);
  assert.equal(waitOf(tries, nameRule, start + 1000), 3000);
  assert.equal(waitOf(tries, nameRule, start + 4000), 0);
  assert.equal(waitOf(tries, nameRule, start - 365 * 24 * 60 * minute), 4000);
  assert.equal(waitOf(tries, nameRule, NaN), 4000);
});

test('a clock that was a year ahead costs one whole wait, not a year', () => {
  const ahead = wrongTries(5, start + 365 * 24 * 60 * minute);
  const again = rebased(ahead, start);
  assert.equal(waitOf(again, nameRule, start), 4000);
  assert.equal(waitOf(again, nameRule, start + 4000), 0);
  assert.equal(rebased(again, start + 1), null);
});

test('a day without a wrong try, and those before count no more', () => {
  const tries = wrongTries(20);
  assert.ok(waitOf(tries, nameRule, start + minute) > 0);
  const nextDay = start + 24 * 60 * minute;
  assert.equal(waitOf(tries, nameRule, nextDay), 0);
  assert.equal(oneMore(tries, nameRule, nextDay).wrong, 1);
});

/** Tries at a clock that a test sets, over counts that outlive the guard. */
function guard() {
  const clock = { time: start, now: () => clock.time };
  const store = new MemoryTries();
  const checks: string[] = [];
  const guards = () => {
    const tries = new GuardedTries(clock);
    return (key: string, answer: Result<string>) =>
      tries.make(
        store,
        key,
        (code) => code === 'sign-in-wrong',
        () => {
          checks.push(key);
          return Promise.resolve(answer);
        },
      );
  };
  return { clock, store, checks, guards, attempt: guards() };
}

const wrong = fail('sign-in-wrong');

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

test('while something is to be waited for nothing is looked at, not even what is right', async () => {
  const { clock, checks, attempt } = guard();
  for (let tries = 0; tries < 4; tries++) {
    await attempt('ana', wrong);
    clock.time += tries < 2 ? 0 : 1000;
  }
  clock.time -= 1000;
  checks.length = 0;
  const refused = await attempt('ana', ok('in'));
  assert.equal(codeOf(refused), 'sign-in-wait');
  assert.match(refused.ok ? '' : refused.error.message, /\(2 s\)/);
  assert.deepEqual(checks, []);
  assert.equal(codeOf(await attempt('ben', ok('in'))), 'ok');
  clock.time += 2000;
  assert.equal(codeOf(await attempt('ana', ok('in'))), 'ok');
});

test('whoever was right begins anew', async () => {
  const { attempt } = guard();
  for (let round = 0; round < 5; round++) {
    assert.equal(codeOf(await attempt('ana', wrong)), 'sign-in-wrong');
    assert.equal(codeOf(await attempt('ana', wrong)), 'sign-in-wrong');
    assert.equal(codeOf(await attempt('ana', ok('in'))), 'ok');
  }
});

test('tries at once are tries one after the other', async () => {
  const { checks, attempt } = guard();
  const answers = await Promise.all(Array.from({ length: 10 }, () => attempt('ana', wrong)));
  assert.equal(answers.map(codeOf).filter((code) => code === 'sign-in-wrong').length, 3);
  assert.equal(checks.length, 3);
});

test('a restart forgets nothing, and a try that was cut off counts', async () => {
  const { store, guards, attempt } = guard();
  const tries = new GuardedTries({ now: () => start });
  const cutOff = tries.make(
    store,
    'ana',
    () => true,
    () => new Promise<Result<string>>(() => undefined),
  );
  await Promise.race([cutOff, new Promise((resolve) => setImmediate(resolve))]);
  await attempt('ana', wrong);
  await attempt('ana', wrong);
  assert.equal(codeOf(await guards()('ana', ok('in'))), 'sign-in-wait');
});

test('what is no wrong password does not count', async () => {
  const { attempt } = guard();
  for (let tries = 0; tries < 10; tries++) await attempt('ana', fail('store-unavailable'));
  assert.equal(codeOf(await attempt('ana', ok('in'))), 'ok');
});

test('who tries one name after the other waits as well, for a minute at most', async () => {
  const { clock, attempt } = guard();
  for (let name = 0; name < 20; name++) {
    assert.equal(codeOf(await attempt(`name-${name}`, wrong)), 'sign-in-wrong');
  }
  assert.equal(codeOf(await attempt('another', wrong)), 'sign-in-wait');
  clock.time += 1000;
  assert.equal(codeOf(await attempt('another', wrong)), 'sign-in-wrong');
  for (let more = 0; more < 30; more++) {
    clock.time += minute;
    assert.equal(codeOf(await attempt(`more-${more}`, wrong)), 'sign-in-wrong');
  }
});

test('counts that cannot be kept let nobody in', async () => {
  const broken = { get: () => fail('store-damaged'), set: () => fail('store-damaged') };
  const tries = new GuardedTries({ now: () => start });
  const answer = await tries.make(
    broken,
    'ana',
    () => true,
    () => Promise.resolve(ok('in')),
  );
  assert.equal(codeOf(answer), 'store-damaged');
});
