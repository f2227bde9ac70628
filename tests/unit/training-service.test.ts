import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fail, type Result } from '../../electron/contract/errors.ts';
import type { TrainingRequest, TrainingView } from '../../electron/contract/training.ts';
import type { Station } from '../../electron/hosts/open-station.ts';
import { writeChallenger } from '../../electron/hosts/packs/learnt-comparators.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import type { JobEnd, TrainingJob } from '../../electron/hosts/training/job.ts';
import { TrainingService } from '../../electron/hosts/training/training-service.ts';
import { settingEvent } from '../../electron/station/operator-event.ts';
import { madeContest } from '../support/made-contest.ts';
import { secondPack } from '../support/second-pack.ts';
import { openTestStation } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { HandPort, settled } from './hand-driven-vision.ts';

const encoder: TrainingRequest = {
  ...{ kind: 'encoder', folder: 'staff', minutes: 5, size: 64 },
  ...{ margin: 0.2, mining: 'semi-hard', resume: false },
};
const head: TrainingRequest = { kind: 'head' };

/** Training processes that do what the test says, beside a real station. */
class Desk {
  readonly dataDir: string;
  readonly station: Station;
  readonly ports: HandPort[] = [];
  service: TrainingService;
  #onChange: () => void = () => undefined;

  constructor(dataDir: string, station: Station) {
    this.dataDir = dataDir;
    this.station = station;
    this.service = this.restarted();
  }

  /** Another service on the same data folder, as after a restart. */
  restarted(): TrainingService {
    const { models: modelsDir, manifest: manifestPath } = projectPaths();
    this.service = new TrainingService({
      ...{ dataDir: this.dataDir, modelsDir, manifestPath, trainingWorker: 'w' },
      spawnTraining: () => {
        this.ports.push(new HandPort());
        return this.port;
      },
      onChange: () => this.#onChange(),
    });
    return this.service;
  }

  get port(): HandPort {
    return this.ports.at(-1) ?? assert.fail('nothing was started');
  }

  get job(): TrainingJob {
    return (this.port.sent[0] as unknown as { job: TrainingJob }).job;
  }

  async view(): Promise<TrainingView> {
    const view = await this.service.view(this.station);
    assert.ok(view.ok);
    return view.value;
  }

  async start(request: TrainingRequest): Promise<void> {
    const started = await this.service.start(this.station, request);
    assert.ok(started.ok, started.ok ? '' : started.error.message);
    this.port.ready();
  }

  /** The run ends like this; ends when the service has taken note of it. */
  async ends(result: Result<JobEnd>): Promise<void> {
    const told = this.#toldNext();
    this.port.says({ kind: 'ended', result });
    await told;
    assert.notEqual((await this.view()).run?.state, 'running');
  }

  /** Ends when the service tells that there is something new. */
  #toldNext(): Promise<void> {
    return new Promise((resolve) => (this.#onChange = resolve));
  }

  /** A head was trained and lies where the job wanted it. */
  async endsWithHead(better: boolean): Promise<void> {
    const { job } = this;
    assert.ok(job.kind === 'head');
    mkdirSync(job.out, { recursive: true });
    const contest = madeContest({ better, pack: job.name });
    const challenger = { kind: 'pack', name: job.name, dir: job.out } as const;
    const outcome = { contest, challenger, encoder: null };
    await this.ends({ ok: true, value: { state: 'done', outcome } });
  }
}

async function openDesk(t: TestContext): Promise<Desk> {
  const dataDir = temporaryDir(t);
  // Nobody is looked at here.
  return new Desk(
    dataDir,
    await openTestStation(t, { dataDir, spawnVision: () => new HandPort() }),
  );
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

const point = { seconds: 1, images: 256, loss: 0.2, active: 0.9, accuracy: null };
const progress = { stage: 'training', done: 0.1, secondsLeft: 9, imagesPerSecond: 256, point };

test('before anything was trained there is a place for folders, and how many people are needed', async (t) => {
  const desk = await openDesk(t);
  const { site, ...rest } = await desk.view();
  assert.deepEqual(rest, {
    ...{ folders: [], place: join(desk.dataDir, 'training') },
    ...{ run: null, contest: null, unmet: [], left: [], adopted: null },
  });
  assert.deepEqual([site.people, site.usable], [0, 0]);
  assert.ok(site.needed > 0);
});

test('folders of people are those that somebody put there, and no others', async (t) => {
  const desk = await openDesk(t);
  const { place } = await desk.view();
  for (const path of ['staff/ana', 'staff/ben', 'staff/.cache', '.state/work', 'empty']) {
    mkdirSync(join(place, path), { recursive: true });
  }
  writeFileSync(join(place, 'notes.txt'), 'no folder');
  writeFileSync(join(place, 'staff', 'notes.txt'), 'nobody');
  const { folders } = await desk.view();
  assert.deepEqual(folders, [
    { name: 'empty', people: 0 },
    { name: 'staff', people: 2 },
  ]);
  const unknown = await desk.service.start(desk.station, { ...encoder, folder: 'nobody' });
  assert.equal(codeOf(unknown), 'training-data');
});

test('one training at a time is watched, and stopped when it is told to', async (t) => {
  const desk = await openDesk(t);
  const { place } = await desk.view();
  mkdirSync(join(place, 'staff', 'ana'), { recursive: true });
  assert.equal(codeOf(desk.service.stop()), 'invalid-request');
  await desk.start(encoder);
  assert.ok(desk.job.kind === 'encoder');
  assert.equal(desk.job.people, join(place, 'staff'));
  assert.equal(codeOf(await desk.service.start(desk.station, head)), 'training-running');
  assert.equal(codeOf(await desk.service.discard()), 'training-running');

  desk.port.says({ kind: 'progress', progress });
  const { run } = await desk.view();
  assert.deepEqual([run?.state, run?.curve, run?.request], ['running', [point], encoder]);

  assert.ok(desk.service.stop().ok);
  assert.equal((await desk.view()).run?.state, 'stopping');
  assert.equal(desk.port.sent.at(-1)?.kind, 'stop');
  desk.port.says({ kind: 'ended', result: { ok: true, value: { state: 'stopped' } } });
  await settled();
  assert.equal((await desk.view()).run?.state, 'stopped');

  await desk.start({ ...encoder, resume: true });
  assert.ok(desk.job.kind === 'encoder' && desk.job.resume);
});

test('a training that dies is told, and another can be started', async (t) => {
  const desk = await openDesk(t);
  await desk.start(head);
  desk.port.dies('SIGSEGV');
  await settled();
  const { run, contest } = await desk.view();
  assert.deepEqual([run?.state, run?.error?.code, contest], ['failed', 'training-ended', null]);
  await desk.start(head);
  assert.equal((await desk.view()).run?.state, 'running');
});

test('a training that could not be judged is told as such, and leaves nothing to adopt', async (t) => {
  const desk = await openDesk(t);
  await desk.start(head);
  const challenger = { kind: 'pack', name: 'core-site', dir: 'd' } as const;
  const outcome = { contest: null, challenger, encoder: null };
  await desk.ends({ ok: true, value: { state: 'done', outcome } });
  const { run } = await desk.view();
  assert.deepEqual([run?.state, run?.error?.code], ['failed', 'training-too-few']);
  assert.equal(codeOf(await desk.service.adopt(desk.station)), 'training-none');
});

test('a challenger outlives the station, until it is discarded with all that it was', async (t) => {
  const desk = await openDesk(t);
  assert.equal(codeOf(await desk.service.discard()), 'training-none');
  await desk.start(head);
  await desk.endsWithHead(true);
  const { out } = desk.job as TrainingJob & { kind: 'head' };
  desk.restarted();
  const { contest, run } = await desk.view();
  assert.deepEqual([contest?.pack, contest?.better, run], ['core-site', true, null]);
  assert.ok((await desk.service.discard()).ok);
  assert.equal((await desk.view()).contest, null);
  assert.equal(existsSync(out), false);
});

test('faces that a stopped training has left are named after a restart, and discarded', async (t) => {
  const desk = await openDesk(t);
  const { place } = await desk.view();
  mkdirSync(join(place, 'staff', 'ana'), { recursive: true });
  await desk.start(encoder);
  const { job } = desk;
  assert.ok(job.kind === 'encoder');
  mkdirSync(job.work, { recursive: true });
  writeFileSync(join(job.work, 'crops-0123456789abcdef.bin'), 'faces');
  assert.ok(desk.service.stop().ok);
  await desk.ends({ ok: true, value: { state: 'stopped' } });
  // As long as the run is shown it stands for them.
  assert.deepEqual((await desk.view()).left, []);

  desk.restarted();
  const { run, left } = await desk.view();
  assert.deepEqual([run, left], [null, ['staff']]);
  // A head that is discarded takes no other training's work with it.
  await desk.start(head);
  await desk.endsWithHead(false);
  assert.ok((await desk.service.discard()).ok);
  assert.equal(existsSync(job.work), true);
  assert.ok((await desk.service.discard()).ok);
  assert.equal(existsSync(job.work), false);
  assert.deepEqual((await desk.view()).left, []);
  assert.equal(codeOf(await desk.service.discard()), 'training-none');
  assert.equal(existsSync(join(place, 'staff', 'ana')), true);
});

test('a risk that the challenger cannot promise is told before it is adopted', async (t) => {
  const desk = await openDesk(t);
  await desk.start(head);
  const { job } = desk;
  assert.ok(job.kind === 'head');
  mkdirSync(job.out, { recursive: true });
  const contest = madeContest({ pack: job.name, strictest: 5e-5 });
  const challenger = { kind: 'pack', name: job.name, dir: job.out } as const;
  await desk.ends({
    ok: true,
    value: { state: 'done', outcome: { contest, challenger, encoder: null } },
  });
  const { unmet } = await desk.view();
  assert.deepEqual(
    unmet.map(({ mode, target }) => [mode, target]),
    [
      ['verify', 1e-5],
      ['identify', 1e-3],
    ],
  );
  // Few people count as a hundred: see `allowedFmr`.
  assert.equal(unmet[0]?.least, 5e-5);
  assert.ok(Math.abs(unmet[1]!.least - 0.005) < 1e-4);
  assert.ok(desk.station.recognition.setRisk('identify', { dial: 'convenience', target: 1e-2 }).ok);
  assert.deepEqual(
    (await desk.view()).unmet.map(({ mode }) => mode),
    ['verify'],
  );
});

test('nothing is adopted that is not measurably better', async (t) => {
  const desk = await openDesk(t);
  await desk.start(head);
  await desk.endsWithHead(false);
  assert.equal(codeOf(await desk.service.adopt(desk.station)), 'training-no-better');
  assert.notEqual((await desk.view()).contest, null);
});

test('nothing is adopted that was compared with another champion', async (t) => {
  const desk = await openDesk(t);
  await desk.start(head);
  await desk.endsWithHead(true);
  const other = { ...desk.station, encoder: { ...desk.station.encoder, sha256: 'f'.repeat(64) } };
  assert.equal(codeOf(await desk.service.adopt(other)), 'training-none');
});

test('a damaged note of what was adopted, or of a challenger, is none', async (t) => {
  const desk = await openDesk(t);
  const event = settingEvent('training', 0, 'somebody’s doing');
  desk.station.settings.set('training', '[{"kind":"head"', event);
  mkdirSync(join(desk.dataDir, 'training', '.state'), { recursive: true });
  writeFileSync(join(desk.dataDir, 'training', '.state', 'outcome.json'), '{"contest":{}}');
  const { contest, adopted } = await desk.view();
  assert.deepEqual([contest, adopted], [null, null]);
  assert.equal(codeOf(await desk.service.back(desk.station)), 'training-none');
});

test('the end of the station ends a training, which may save what it has first', async (t) => {
  const desk = await openDesk(t);
  await desk.start(head);
  const closed = desk.service.close();
  assert.equal(desk.port.sent.at(-1)?.kind, 'stop');
  desk.port.says({ kind: 'ended', result: fail('store-full') });
  await closed;
});

test('what is adopted is used and logged, and given back by one step, restarts between', async (t) => {
  const dataDir = temporaryDir(t);
  let station = await openTestStation(t, { dataDir });
  let desk = new Desk(dataDir, station);
  await desk.start(head);
  const { job } = desk;
  assert.ok(job.kind === 'head');
  // Real files, as a training leaves them: what is taken in is run first.
  await secondPack(job.out, job.name);
  await desk.endsWithHead(true);
  const adopted = await desk.service.adopt(station);
  assert.ok(adopted.ok, adopted.ok ? '' : adopted.error.message);
  assert.equal(existsSync(job.out), false);
  station.close();

  station = await openTestStation(t, { dataDir });
  assert.equal(station.models.pack, 'core-site');
  desk = new Desk(dataDir, station);
  const now = { kind: 'head', name: 'core-site', before: 'core' };
  assert.deepEqual((await desk.view()).adopted, now);
  assert.ok((await desk.service.back(station)).ok);
  station.close();

  station = await openTestStation(t, { dataDir });
  assert.equal(station.models.pack, 'core');
  assert.equal((await new Desk(dataDir, station).view()).adopted, null);
  const events = station.events.list(10);
  assert.ok(events.ok);
  const told = events.value.events.filter(({ kind }) => kind === 'training');
  assert.deepEqual(
    told.map(({ detail, source }) => [detail, source]),
    [
      ['back head: core-site → core', 'operator'],
      ['adopted head: core → core-site', 'operator'],
    ],
  );
});

test('a head is used with the distance whatever compared before, and the way back brings that too', async (t) => {
  const dataDir = temporaryDir(t);
  let station = await openTestStation(t, { dataDir });
  assert.ok((await station.setComparator('logistic')).ok);
  station.close();
  station = await openTestStation(t, { dataDir });
  // Somebody chose one for a pack of this name that is gone.
  const stale = JSON.stringify({ core: 'logistic', 'core-site': 'logistic:0123456789ab' });
  assert.ok(station.settings.set('comparator', stale, settingEvent('models', 0, '')).ok);
  let desk = new Desk(dataDir, station);
  await desk.start(head);
  const { job } = desk;
  assert.ok(job.kind === 'head');
  assert.equal(job.comparator.kind, 'logistic');
  await secondPack(job.out, job.name);
  await desk.endsWithHead(true);
  const adopted = await desk.service.adopt(station);
  assert.ok(adopted.ok, adopted.ok ? '' : adopted.error.message);
  station.close();

  station = await openTestStation(t, { dataDir });
  const { pack, choice, comparator, scores, loaded } = station.models;
  assert.deepEqual([pack, choice, comparator.kind], ['core-site', 'distance', 'distance']);
  assert.ok(scores !== null && loaded.ok);
  const threshold = station.thresholds.of('identify');
  assert.ok(threshold.ok && threshold.value > 0);
  desk = new Desk(dataDir, station);
  assert.ok((await desk.service.back(station)).ok);
  station.close();

  station = await openTestStation(t, { dataDir });
  assert.deepEqual([station.models.pack, station.models.choice], ['core', 'logistic']);
  assert.equal(station.models.comparator.kind, 'logistic');
});

test('another way to compare is used once it is adopted, and given back by one step', async (t) => {
  const dataDir = temporaryDir(t);
  const open = () => openTestStation(t, { dataDir, spawnVision: () => new HandPort() });
  let station = await open();
  let desk = new Desk(dataDir, station);
  await desk.start({ kind: 'logistic' });
  const { job } = desk;
  assert.ok(job.kind === 'logistic' && station.models.loaded.ok);
  const pack = station.models.loaded.value;
  // What the pack itself brings is as good as what a training would leave.
  const learnt = pack.comparators?.logistic ?? assert.fail('core has no logistic unit');
  assert.ok((await writeChallenger(pack, job.out, { kind: 'logistic', learnt })).ok);
  const contest = madeContest({ kind: 'logistic', pack: null, comparator: 'logistic' });
  const challenger = { kind: 'comparator', file: job.out } as const;
  const outcome = { contest, challenger, encoder: null };
  await desk.ends({ ok: true, value: { state: 'done', outcome } });
  const adopted = await desk.service.adopt(station);
  assert.ok(adopted.ok, adopted.ok ? '' : adopted.error.message);
  assert.equal(station.outdated(), true);
  station.close();

  station = await open();
  assert.equal(station.models.comparator.kind, 'logistic');
  desk = new Desk(dataDir, station);
  const now = { kind: 'logistic', name: 'logistic', before: 'distance' };
  assert.deepEqual((await desk.view()).adopted, now);
  assert.ok((await desk.service.back(station)).ok);
  station.close();

  station = await open();
  assert.equal(station.models.comparator.kind, 'distance');
  assert.equal((await new Desk(dataDir, station).view()).adopted, null);
});

test('a station that is closed while a training is prepared starts none', async (t) => {
  const desk = await openDesk(t);
  const starting = desk.service.start(desk.station, head);
  await desk.service.close();
  assert.equal(codeOf(await starting), 'training-ended');
  assert.equal(desk.ports.length, 0);
});
