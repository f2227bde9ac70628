import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { whyNoChromium } from '../../build/chromium.ts';
import type { Recognition } from '../../electron/contract/recognition.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import { OutcomeShelf } from '../../electron/hosts/training/kept-outcome.ts';
import { TrainingPlaces } from '../../electron/hosts/training/training-places.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { openTestKeys } from '../support/keys.ts';
import { madeContest } from '../support/made-contest.ts';
import { enrolMadePeople } from '../support/made-people.ts';
import { photoOf, photoPath } from '../support/people.ts';
import { secondPack } from '../support/second-pack.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';
import { open, patience } from './story.ts';

const chromium = findChromium() ?? '';
const options = { skip: whyNoChromium() ?? false };

const desk = { id: 'test', trusted: true };

type Services = Awaited<ReturnType<typeof openTestServices>>;

/** A station with a data folder of its own, its window open on the Training page. */
async function trainingPage(t: TestContext, prepare: (dataDir: string) => void = () => undefined) {
  const dataDir = temporaryDir(t);
  prepare(dataDir);
  const services = await openTestServices(t, { dataDir });
  const server = await serveStation(t, services);
  const page = await openWindow(await startChromium(t, chromium, null), server);
  await open(page, 'Recognition');
  await page.getByRole('tab', { name: 'Training' }).click();
  return { dataDir, services, page };
}

/** Puts synthetic people into a folder to train from. */
function putPeople(dataDir: string, folder: string, people: readonly string[]): void {
  for (const person of people) {
    const place = join(dataDir, 'training', folder, person);
    mkdirSync(place, { recursive: true });
    cpSync(dirname(photoPath(person)), place, { recursive: true });
  }
}

async function packInUse(services: Services): Promise<Recognition['pack']> {
  const answer = await services.handle(desk, 'recognition.get', {});
  assert.ok(answer.ok);
  return (answer.value as Recognition).pack;
}

const headline = (page: Page, text: RegExp, timeout = patience) =>
  page.getByRole('heading', { level: 1, name: text }).waitFor({ timeout });

async function assertAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    assert.deepEqual(await accessibilityFaults(page), [], colorScheme);
  }
}

test('with too few people the page says how many are needed and what to do', options, async (t) => {
  const { dataDir, services, page } = await trainingPage(t);
  await headline(page, /^Can recognition be made better here\?/);
  await page.getByText(/^0 of the \d+ people needed have two photos or more\.$/).waitFor();
  const enrolled = await services.handle(desk, 'enrol.person', {
    ...{ name: 'Ana Álvarez', consent: 'Agreed in writing, for this test.' },
    photos: [photoOf('p01', 1), photoOf('p01', 2)],
  });
  assert.ok(enrolled.ok, JSON.stringify(enrolled));
  await page.getByText(/^1 of the \d+ people needed/).waitFor({ timeout: patience });
  assert.equal(await page.getByRole('button', { name: 'Adapt to this site' }).count(), 0);

  // Nothing is there to train an encoder from, until somebody puts it where the page says.
  await page.getByText(join(dataDir, 'training'), { exact: true }).waitFor();
  await assertAccessible(page);
  putPeople(dataDir, 'night shift', ['p01', 'p02']);
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('radio', { name: /night shift/ }).waitFor({ timeout: patience });
  await page.getByText('2 people', { exact: true }).waitFor();

  // The page is kept: over another view, and over reloading.
  await page.getByRole('button', { name: 'Enrol somebody' }).click();
  await page.getByRole('button', { name: 'Choose photos' }).waitFor();
  await open(page, 'Recognition');
  await headline(page, /^Can recognition be made better here\?/);
  await page.reload();
  await headline(page, /^Can recognition be made better here\?/);
});

test('the pages are turned with the arrow keys', options, async (t) => {
  const { page } = await trainingPage(t);
  await page.getByRole('tab', { name: 'Training' }).press('ArrowLeft');
  await headline(page, /^Nobody is enrolled yet/);
  await page.keyboard.press('ArrowRight');
  await headline(page, /^Can recognition be made better here\?/);
});

test('what the form cannot take is said beside it, and nothing is started', options, async (t) => {
  const { page, services } = await trainingPage(t, (dataDir) => putPeople(dataDir, 'all', ['p01']));
  const start = page.getByRole('button', { name: 'Train an encoder' });
  await page.getByRole('textbox', { name: 'Time to train, minutes' }).fill('a while');
  await start.click();
  await page.getByText('Enter a whole number from 1 to 1,440.').waitFor();
  await page.getByRole('textbox', { name: 'Time to train, minutes' }).fill('1');
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByRole('textbox', { name: 'Margin' }).fill('7');
  await start.click();
  await page.getByText('Enter a number from 0.01 to 2.').waitFor();
  await assertAccessible(page);
  const view = await services.handle(desk, 'training.get', {});
  assert.ok(view.ok && (view.value as { run: unknown }).run === null);
});

test('a folder that nothing can be learned from is refused with the reason', options, async (t) => {
  const { page } = await trainingPage(t, (dataDir) => putPeople(dataDir, 'alone', ['p01']));
  await page.getByRole('button', { name: 'Train an encoder' }).click();
  await headline(page, /^The training came to nothing\./);
  await page.getByText(/^There (is nothing to train from|are too few people)/).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Put it away' }).click();
  await headline(page, /^Can recognition be made better here\?/);
});

test(
  'an encoder’s training is watched, stopped, gone on with and thrown away',
  options,
  async (t) => {
    const people = ['p01', 'p02', 'p03', 'p04', 'p05', 'p06', 'p07', 'p08', 'p09', 'p10'];
    const { page } = await trainingPage(t, (dataDir) => putPeople(dataDir, 'all', people));
    await page.getByRole('textbox', { name: 'Time to train, minutes' }).fill('30');
    await page.getByRole('button', { name: 'Train an encoder' }).click();
    await headline(page, /^An encoder is being trained\./);
    await page.getByRole('tab', { name: 'Training, under way' }).waitFor();
    await page.getByRole('img', { name: /^Loss: .* at first/ }).waitFor({ timeout: patience });
    await assertAccessible(page);

    await page.getByRole('button', { name: 'Stop' }).click();
    await headline(page, /^The training was stopped\./);
    await page.getByRole('button', { name: 'Go on' }).click();
    await headline(page, /^An encoder is being trained\./);
    await page.getByRole('button', { name: 'Stop' }).click();
    await headline(page, /^The training was stopped\./);
    await page.getByRole('button', { name: 'Discard' }).click();
    const discard = page.getByRole('alertdialog', { name: 'Discard what was learned?' });
    await discard.getByRole('button', { name: 'Discard' }).click();
    await headline(page, /^Can recognition be made better here\?/);
  },
);

/** Components of an encoding of the core pack. */
const dims = 128;

/**
 * A challenger that waits for a decision, as a training leaves it: a real pack that can be run. How a
 * head is learnt, and templates mapped, is seen in training-service.test.ts.
 */
async function putChallenger(dataDir: string, encoderSha256: string): Promise<void> {
  const places = new TrainingPlaces(dataDir);
  const name = 'core-site';
  const dir = await secondPack(join(places.challengers, name), name);
  const kept = await new OutcomeShelf(places).keep({
    contest: madeContest({ pack: name, strictest: 5e-5 }),
    champion: { encoderSha256, comparator: 'distance' },
    challenger: { kind: 'pack', name, dir },
    folder: null,
  });
  assert.ok(kept.ok);
}

test('learning from the site is begun, and stopped with nothing changed', options, async (t) => {
  const { dataDir, services, page } = await trainingPage(t);
  const { encoderSha256 } = await packInUse(services);
  const made = { encoderSha256, dims, people: 30, templates: 2, light: 1 };
  const vault = (await openTestKeys(t, dataDir)).current();
  assert.ok(vault.ok);
  enrolMadePeople({ path: join(dataDir, 'threshold.db'), vault: vault.value, ...made });
  await page.getByRole('button', { name: 'Adapt to this site' }).click({ timeout: patience });
  await headline(page, /^Recognition is learning from the people here\./);
  await page.getByRole('button', { name: 'Stop' }).click();
  await headline(page, /^The training was stopped\. Recognition works as before\./);
});

test('what was learned is compared, used and given back', options, async (t) => {
  const { dataDir, services, page } = await trainingPage(t);
  const inUse = () => packInUse(services);
  await putChallenger(dataDir, (await inUse()).encoderSha256);
  await page.reload();
  await headline(page, /^Measurably better: /);
  await page.getByRole('img', { name: /^Two falling lines/ }).waitFor();
  await assertAccessible(page);

  // Nothing is used before somebody says so, twice, who was told what cannot be promised any more.
  await page.getByRole('button', { name: 'Use what was learned' }).click();
  const use = page.getByRole('alertdialog', { name: 'Use what was learned?' });
  await use
    .getByText(/strictest risk that can be promised with it is 1.in.200\. You accept/)
    .waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await use.waitFor({ state: 'detached' });
  assert.equal((await inUse()).name, 'core');
  await page.getByRole('button', { name: 'Use what was learned' }).click();
  await use.getByRole('button', { name: 'Use what was learned' }).click();
  await headline(page, /^Recognition was made better here\./);
  await page.getByText(/^Recognition is adapted to this site: .* in place of “core”\.$/).waitFor();
  assert.equal((await inUse()).name, 'core-site');

  await page.getByRole('button', { name: 'Go back' }).click();
  const back = page.getByRole('alertdialog', { name: 'Go back to how it was?' });
  await back.getByRole('button', { name: 'Go back' }).click();
  await headline(page, /^Can recognition be made better here\?/);
  assert.equal((await inUse()).name, 'core');
  await open(page, 'Log');
  const log = page.getByRole('listbox', { name: 'Events, newest first' });
  for (const deed of ['Adapted to this site, core', 'No longer adapted']) {
    await log.getByRole('option').filter({ hasText: deed }).waitFor({ timeout: patience });
  }
});
