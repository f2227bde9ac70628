import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';
import { recognitionSchema, type RiskView } from '../../electron/contract/recognition.ts';
import { photoPath } from '../support/people.ts';
import { threshold } from '../support/command.ts';
import { temporaryDir } from '../support/temporary.ts';

function station(data: string) {
  return async <Answer>(...argv: string[]): Promise<{ code: number; answer: Answer }> => {
    const { code, stdout, stderr } = await threshold(...argv, '--json', '--data', data);
    assert.match(stdout, /^[[{].*[\]}]\n$/, stderr);
    return { code, answer: JSON.parse(stdout) as Answer };
  };
}

const peopleFolder = dirname(dirname(photoPath('p01')));

interface Risks {
  readonly verify: RiskView;
  readonly identify: RiskView;
}

test('an operator looks at the risk, sets it, and is refused what cannot be promised', async (t) => {
  const run = station(temporaryDir(t));
  const first = await run<Risks>('risk', 'show');
  assert.equal(first.code, 0);
  assert.equal(first.answer.identify.dial, 'balanced');

  const set = await run<Risks>('risk', 'set', '--mode', 'verify', '--target', '1e-3');
  assert.equal(set.code, 0);
  assert.deepEqual([set.answer.verify.dial, set.answer.verify.target], ['custom', 1e-3]);
  assert.ok(set.answer.verify.threshold > first.answer.verify.threshold);

  const refused = await run<{ code: string }>(
    'risk',
    'set',
    '--mode',
    'verify',
    '--target',
    '1e-9',
  );
  assert.equal(refused.code, 3);
  assert.equal(refused.answer.code, 'target-unsupported');

  const page = recognitionSchema.parse((await run('recognition')).answer);
  assert.equal(page.verify.target, 1e-3);
  const log = await run<{ kind: string }[]>('events', 'list');
  assert.deepEqual(
    log.answer.map(({ kind }) => kind),
    ['risk'],
  );
});

test('a folder with too few photos cannot measure a pack, which keeps the scores it has', async (t) => {
  const run = station(temporaryDir(t));
  const before = await run('recognition');
  const measured = await run<{ message: string }>(
    'models',
    'measure',
    'core',
    '--images',
    peopleFolder,
  );
  assert.equal(measured.code, 3);
  assert.match(measured.answer.message, /too few photos/);
  assert.deepEqual((await run('recognition')).answer, before.answer);
});

test('a risk that means nothing is wrong usage', () => {
  for (const line of [
    ['--mode', 'verify'],
    ['--mode', 'both', '--dial', 'strict'],
    ['--mode', 'verify', '--dial', 'custom'],
    ['--mode', 'verify', '--dial', 'lax'],
    ['--mode', 'verify', '--dial', 'strict', '--target', '1e-3'],
    ['--mode', 'verify', '--target', '2'],
    ['--mode', 'verify', '--target', ''],
    ['--mode', 'verify', '--target', 'NaN'],
    ['--dial', 'strict'],
  ]) {
    assert.equal(parseCommandLine(['risk', 'set', ...line]).kind, 'wrong', line.join(' '));
  }
});
