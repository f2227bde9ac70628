import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Channel, Request, Response } from '../../electron/contract/channels.ts';
import type { TrainingRequest, TrainingView } from '../../electron/contract/training.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { openTestKeys } from '../support/keys.ts';
import { enrolMadePeople } from '../support/made-people.ts';
import { photoOf } from '../support/people.ts';
import { openTestServices, tracedTraining } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { trainingPeople } from '../support/training-people.ts';

/** Asks as a window would. */
class Window {
  readonly #services: StationServices;

  constructor(services: StationServices) {
    this.#services = services;
  }

  async ask<C extends Channel>(channel: C, payload: Request<C>): Promise<Response<C>> {
    const answer = await this.#services.handle({ id: 'window', trusted: true }, channel, payload);
    assert.ok(answer.ok, `${channel}: ${answer.ok ? '' : answer.error.message}`);
    return answer.value as Response<C>;
  }

  /** Looks at training whenever there is something new, until it is as wanted. */
  async until(wanted: (view: TrainingView) => boolean): Promise<TrainingView> {
    for (;;) {
      const { promise: told, resolve } = Promise.withResolvers<void>();
      const stop = this.#services.onNotice((notice) => notice === 'training' && resolve());
      const view = await this.ask('training.get', {});
      if (wanted(view)) {
        stop();
        return view;
      }
      assert.notEqual(view.run?.state, 'failed', view.run?.error?.message);
      await told;
      stop();
    }
  }
}

const request: TrainingRequest & { readonly kind: 'encoder' } = {
  ...{ kind: 'encoder', folder: 'staff', minutes: 10, size: 64 },
  ...{ margin: 0.2, mining: 'semi-hard', resume: false },
};

test('a training in a window is watched, stopped, gone on with, lost and thrown away', async (t) => {
  const dataDir = temporaryDir(t);
  const people = join(dataDir, 'training', 'staff');
  mkdirSync(people, { recursive: true });
  await trainingPeople(people);
  const training = tracedTraining();
  const services = await openTestServices(t, { dataDir, spawnTraining: training.spawn });
  const window = new Window(services);
  const empty = await window.ask('training.get', {});
  assert.deepEqual(empty.folders, [{ name: 'staff', people: 10 }]);

  await window.ask('training.start', request);
  const running = await window.until(({ run }) => (run?.curve.length ?? 0) > 0);
  assert.equal(running.run?.progress?.stage, 'training');
  const pid = training.ports.at(-1)?.pid ?? assert.fail();
  assert.equal(getPriority(pid), constants.priority.PRIORITY_LOW);
  // Whoever stands before the camera is looked at all the same.
  const { accepted } = await window.ask('enrol.assess', { photo: photoOf('p01') });
  assert.equal(accepted, true);
  await window.ask('training.stop', {});
  const stopped = await window.until(({ run }) => run?.state === 'stopped');
  const before = stopped.run?.curve.at(-1)?.seconds ?? 0;

  await window.ask('training.start', { ...request, resume: true });
  const resumed = await window.until(({ run }) => (run?.curve.length ?? 0) > 0);
  assert.ok((resumed.run?.curve[0]?.seconds ?? 0) > before, 'it began anew');
  process.kill(training.ports.at(-1)?.pid ?? assert.fail(), 'SIGKILL');
  const lost = await window.until(({ run }) => run?.state === 'failed');
  assert.equal(lost.run?.error?.code, 'training-ended');
  assert.match(lost.run.error.message, /saved is kept; resume it .*SIGKILL/);

  const work = join(dataDir, 'training', '.state', 'work', 'staff');
  assert.ok(existsSync(work));
  const after = await window.ask('training.discard', {});
  assert.deepEqual([after.run, after.contest], [null, null]);
  assert.equal(existsSync(work), false);
});

test('a site with too few people is told how many are needed', async (t) => {
  const services = await openTestServices(t);
  const window = new Window(services);
  for (const kind of ['head', 'logistic'] as const) {
    await window.ask('training.start', { kind });
    const { run } = await window.until(({ run }) => run?.state === 'failed');
    assert.equal(run?.error?.code, 'training-too-few');
    assert.match(run.error.message, /\d/);
  }
  assert.equal((await window.ask('training.get', {})).site.people, 0);
});

test('a site under a hard light is made better, by nobody’s hand but the operator’s, and back again', async (t) => {
  const dataDir = temporaryDir(t);
  const services = await openTestServices(t, { dataDir });
  const window = new Window(services);
  const { pack } = await window.ask('recognition.get', {});
  const path = join(dataDir, 'threshold.db');
  const made = { people: 45, templates: 4, light: 1, dims: 128 };
  const vault = (await openTestKeys(t, dataDir)).current();
  assert.ok(vault.ok);
  enrolMadePeople({ ...made, path, vault: vault.value, encoderSha256: pack.encoderSha256 });

  await window.ask('training.start', { kind: 'head' });
  const ended = await window.until(({ run }) => run?.state === 'done');
  assert.ok(ended.contest?.better, JSON.stringify(ended.contest?.gain));
  assert.ok(ended.contest.challenger.eer < ended.contest.champion.eer);
  assert.equal((await window.ask('station.status', {})).models.pack, 'core');

  const adopted = await window.ask('training.adopt', {});
  assert.deepEqual(adopted.adopted, { kind: 'head', name: 'core-site', before: 'core' });
  assert.deepEqual([adopted.contest, adopted.site.usable], [null, 45]);
  const status = await window.ask('station.status', {});
  assert.deepEqual([status.models.ok, status.models.pack], [true, 'core-site']);
  // Templates are mapped: nobody has to come again.
  assert.deepEqual([status.people, status.needEnrolment], [45, 0]);

  const back = await window.ask('training.back', {});
  assert.equal(back.adopted, null);
  assert.equal((await window.ask('station.status', {})).models.pack, 'core');
});
