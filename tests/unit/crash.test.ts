import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, it } from 'node:test';
import { runCrashes } from '../support/crash-run.ts';
import { temporaryDir } from '../support/temporary.ts';

const kills = 200;

describe('a station that is killed in the middle of its work', () => {
  it(`keeps all that it acknowledged and does nothing by halves, ${kills} times`, async (t) => {
    const seed = randomInt(2 ** 31);
    t.diagnostic(`seed ${seed}`);
    const report = await runCrashes({ scratch: temporaryDir(t), kills, seed });
    t.diagnostic(JSON.stringify({ ...report, faults: undefined }));
    assert.deepEqual(report.faults, [], `seed ${seed}`);
    assert.equal(report.kills, kills);
    // It was killed where it matters.
    assert.ok(report.acknowledged > kills && report.inTheMiddle > kills / 4);
  });

  it('is found out where a deed that it acknowledged is not there', async (t) => {
    const report = await runCrashes({ scratch: temporaryDir(t), kills: 20, seed: 7, lie: 1 });
    assert.match(report.faults.join('\n'), /rows: from/);
  });
});
