import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { trainBack, trainOnSite } from '../../electron/cli/train-on-site.ts';
import type { Station } from '../../electron/hosts/open-station.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { championOf } from '../../electron/hosts/training/champion.ts';
import { takeChallenger } from '../../electron/hosts/training/take-challenger.ts';
import { TrainingPlaces } from '../../electron/hosts/training/training-places.ts';
import { TrainingService } from '../../electron/hosts/training/training-service.ts';
import type { Result } from '../../electron/contract/errors.ts';
import { commandPlace } from '../support/command-place.ts';
import { openTestStation } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { HandPort, settled } from './hand-driven-vision.ts';

const tell = { json: false, line: () => undefined };

async function openSite(t: TestContext) {
  const dataDir = temporaryDir(t);
  const station: Station = await openTestStation(t, { dataDir, spawnVision: () => new HandPort() });
  const { models: modelsDir, manifest: manifestPath } = projectPaths();
  const places = { dataDir, modelsDir, manifestPath };
  const ports: HandPort[] = [];
  const service = new TrainingService({
    ...{ ...places, trainingWorker: 'w', onChange: () => undefined },
    spawnTraining: () => {
      ports.push(new HandPort());
      return ports.at(-1)!;
    },
  });
  return { station, places, service, ports, shared: new TrainingPlaces(dataDir) };
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

test('while a command trains, the window begins, adopts and throws away nothing', async (t) => {
  const { station, service, shared } = await openSite(t);
  const command = shared.claim() ?? assert.fail('somebody has it');
  for (const refused of [
    service.start(station, { kind: 'head' }),
    service.adopt(station),
    service.discard(),
    service.back(station),
  ]) {
    assert.equal(codeOf(await refused), 'training-running');
  }
  command.release();
  assert.equal(codeOf(await service.discard()), 'training-none');
});

test('while the window trains no command does, from its start until what came of it is kept', async (t) => {
  const { station, places, service, ports, shared } = await openSite(t);
  const commands = [
    trainOnSite('head', { adopt: true, seed: undefined, data: places.dataDir }),
    trainOnSite('logistic', { adopt: false, seed: undefined, data: places.dataDir }),
    trainBack(places.dataDir),
  ];
  assert.ok((await service.start(station, { kind: 'head' })).ok);
  for (const command of commands) {
    const { answer, exitCode } = await command(station, tell, commandPlace(places.dataDir));
    assert.equal((answer as { code: string }).code, 'training-running');
    assert.equal(exitCode, 4);
  }
  ports.at(-1)!.dies('SIGKILL');
  await settled();
  const after = shared.claim() ?? assert.fail('it is still claimed');
  after.release();
});

test('no command adopts what was compared with something that is not in use any more', async (t) => {
  const { station, places } = await openSite(t);
  const champion = championOf(station);
  // What takes it in looks at no file before this is clear.
  const challenger = { kind: 'comparator', file: join(places.dataDir, 'none.json') } as const;
  const taken = { contest: { kind: 'logistic' }, challenger, champion } as const;
  assert.equal(codeOf(await takeChallenger(station, places, taken)), 'comparator-missing');
  // By another process: this one's station was opened before.
  assert.ok((await station.setComparator('logistic')).ok);
  assert.equal(codeOf(await takeChallenger(station, places, taken)), 'training-none');
});
