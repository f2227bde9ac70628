import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { whyNoChromium } from '../../build/chromium.ts';
import type { Channel, Request, Response } from '../../electron/contract/channels.ts';
import type { Result } from '../../electron/contract/errors.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import type { Point } from '../../electron/contract/observation.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { shaded, turned } from '../support/faults.ts';
import { photoOf, photoPath } from '../support/people.ts';
import { secondPack } from '../support/second-pack.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';
import { photo } from '../unit/vision-fixtures.ts';
import { open, patience } from './story.ts';

const chromium = findChromium() ?? '';
const options = { skip: whyNoChromium() ?? false };

/** A station where Ana is enrolled, and its window; `clip` is the camera's film, if it has one. */
async function windowWithAna(t: TestContext, clip: string | null = null, dataDir?: string) {
  const services = await openTestServices(t, dataDir === undefined ? {} : { dataDir });
  const enrolled = await ask(services, 'enrol.person', {
    ...{ id: 'ana', name: 'Ana Álvarez', consent: 'Agreed in writing, for this test.' },
    photos: [photoOf('p01', 1)],
    keepPhotos: true,
  });
  assert.equal(enrolled.personId, 'ana');
  const server = await serveStation(t, services);
  const page = await openWindow(await startChromium(t, chromium, clip), server);
  return { page, services };
}

async function ask<C extends Channel>(
  services: StationServices,
  channel: C,
  payload: Request<C>,
): Promise<Response<C>> {
  const answer = await services.handle({ id: 'test', trusted: true }, channel, payload);
  assert.ok(answer.ok, channel);
  return (answer as Result<Response<C>> & { ok: true }).value;
}

async function choosePhoto(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose photos' }).click(),
  ]);
  await chooser.setFiles(path);
  await page.getByText('1 good photo', { exact: true }).first().waitFor({ timeout: patience });
}

async function enrolAsSomebodyNew(page: Page, name: string): Promise<void> {
  await open(page, 'Enrol');
  await choosePhoto(page, photoPath('p01', 2));
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Consent', { exact: true }).fill('Agreed in writing, for this test.');
  await page.getByRole('button', { name: 'Remember this person' }).click();
}

const event = (page: Page, what: string) =>
  page.getByRole('listbox', { name: 'Events, newest first' }).getByRole('option').filter({
    hasText: what,
  });

test('the dial changes the threshold, and the log says so', options, async (t) => {
  const { page, services } = await windowWithAna(t);
  const before = await ask(services, 'recognition.get', {});
  await open(page, 'Recognition');
  await page.getByRole('heading', { name: /At most 1 in 1,000 strangers/ }).waitFor();
  const who = page.getByRole('radiogroup', { name: 'Who is this?' });
  await who.getByRole('radio', { name: /Convenience/ }).click();
  await page.getByRole('heading', { name: /At most 1 in 100 strangers/ }).waitFor();
  const after = await ask(services, 'recognition.get', {});
  assert.ok(after.identify.threshold > before.identify.threshold);
  assert.equal(after.verify.threshold, before.verify.threshold, 'the other question keeps its own');
  await open(page, 'Log');
  await event(page, 'Risk changed').first().waitFor({ timeout: patience });
});

test('the page with all it can show has no accessibility faults', options, async (t) => {
  const { page, services } = await windowWithAna(t);
  await ask(services, 'enrol.person', {
    ...{ id: 'ben', name: 'Ben Bauer', consent: 'Agreed in writing, for this test.' },
    photos: [photoOf('p02', 1)],
  });
  await open(page, 'Recognition');
  await page.getByRole('heading', { name: 'Model packs' }).waitFor();
  await page.getByRole('button', { name: 'Ben Bauer' }).waitFor({ timeout: patience });
  await page.getByRole('button', { name: 'Figures' }).click();
  const how = page.getByRole('radiogroup', { name: 'Is this …?' });
  await how.getByRole('radio', { name: /Custom/ }).click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    assert.deepEqual(await accessibilityFaults(page), [], colorScheme);
  }
});

test('a risk of one’s own is typed as “1 in N”', options, async (t) => {
  const { page, services } = await windowWithAna(t);
  await open(page, 'Recognition');
  const who = page.getByRole('radiogroup', { name: 'Who is this?' });
  await who.getByRole('radio', { name: /Custom/ }).click();
  const field = page.getByRole('textbox', { name: 'A number of your own' });
  await field.fill('a few');
  await field.press('Enter');
  await page.getByText(/Enter a whole number/).waitFor();
  await field.fill('500');
  await field.press('Enter');
  await page.getByRole('heading', { name: /At most 1 in 500 strangers/ }).waitFor();
  const { identify } = await ask(services, 'recognition.get', {});
  assert.deepEqual([identify.dial, identify.target], ['custom', 1 / 500]);
});

test('a risk beyond the measurements is refused with what can be promised', options, async (t) => {
  const { page, services } = await windowWithAna(t);
  const before = await ask(services, 'recognition.get', {});
  await open(page, 'Recognition');
  const who = page.getByRole('radiogroup', { name: 'Who is this?' });
  await who.getByRole('radio', { name: /Custom/ }).click();
  await page.getByRole('textbox', { name: 'A number of your own' }).fill('100,000,000');
  await page.getByRole('textbox', { name: 'A number of your own' }).press('Enter');
  await page.getByText(/1\sin\s100,000,000 cannot be promised/).waitFor();
  assert.deepEqual((await ask(services, 'recognition.get', {})).identify, before.identify);
  await page.getByRole('button', { name: /^Use 1 in/ }).click();
  await page.getByText(/so nothing was changed/).waitFor({ state: 'detached' });
  const { identify } = await ask(services, 'recognition.get', {});
  assert.equal(identify.dial, 'custom');
  assert.ok(identify.supported && identify.target >= identify.leastTarget);
});

test('a likely duplicate is decided by the operator: two people', options, async (t) => {
  const { page, services } = await windowWithAna(t);
  await enrolAsSomebodyNew(page, 'Anna Alvarez');
  const dialog = page.getByRole('alertdialog', { name: 'Is this the same person?' });
  await dialog.getByText('Ana Álvarez').waitFor({ timeout: patience });
  // Whoever hits Enter by habit decides nothing.
  await page.keyboard.press('Enter');
  assert.ok(await dialog.isVisible());
  assert.equal((await ask(services, 'station.status', {})).people, 1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    assert.deepEqual(await accessibilityFaults(page, '.dialog'), [], colorScheme);
  }
  await dialog.getByRole('button', { name: 'They are two people' }).click();
  await page.getByText('Anna Alvarez is enrolled').first().waitFor({ timeout: patience });
  await open(page, 'Log');
  await event(page, 'Anna Alvarez is not Ana Álvarez').first().waitFor({ timeout: patience });
  await open(page, 'Recognition');
  await page.getByText('May be taken for each other').first().waitFor({ timeout: patience });
});

test('a likely duplicate is decided by the operator: the same person', options, async (t) => {
  const { page, services } = await windowWithAna(t);
  await enrolAsSomebodyNew(page, 'Anna Alvarez');
  const same = page.getByRole('button', { name: 'It is the same person' });
  await same.waitFor({ timeout: patience });
  // Escape decides nothing, and nothing typed is lost.
  await page.keyboard.press('Escape');
  await same.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Anna Alvarez');
  await page.getByRole('button', { name: 'Remember this person' }).click();
  await same.click({ timeout: patience });
  await page.getByRole('button', { name: 'Add to Ana Álvarez' }).click();
  await page.getByText('Photos of Ana Álvarez were added').first().waitFor({ timeout: patience });
  const ana = await ask(services, 'people.get', { id: 'ana' });
  assert.equal(ana.templates, 2);
  assert.equal((await ask(services, 'station.status', {})).people, 1);
});

test('more photos are added to somebody from the People view', options, async (t) => {
  const { page, services } = await windowWithAna(t);
  await open(page, 'People');
  await page.getByRole('listbox', { name: 'Enrolled people' }).getByText('Ana Álvarez').click();
  await page.getByRole('button', { name: 'Add photos' }).click();
  await page.getByRole('heading', { name: 'More photos of Ana Álvarez' }).waitFor();
  await page.getByText('Agreed in writing, for this test.').waitFor();
  await choosePhoto(page, photoPath('p01', 3));
  await page.getByRole('button', { name: 'Add these photos' }).click();
  await page.getByText('Photos of Ana Álvarez were added').first().waitFor({ timeout: patience });
  await page.getByRole('button', { name: 'Back to People' }).click();
  await page.getByText('The photos agree').first().waitFor({ timeout: patience });
  const ana = await ask(services, 'people.get', { id: 'ana' });
  assert.deepEqual([ana.templates, ana.photosKept], [2, 2]);
  await open(page, 'Log');
  await event(page, 'Photos added').first().waitFor({ timeout: patience });
});

test(
  'a change of packs names who must be enrolled again, and can be undone',
  options,
  async (t) => {
    const dataDir = temporaryDir(t);
    await secondPack(join(dataDir, 'packs', 'site'), 'site');
    const { page, services } = await windowWithAna(t, null, dataDir);
    // Of Ben no photo is kept.
    await ask(services, 'enrol.person', {
      ...{ id: 'ben', name: 'Ben Bauer', consent: 'Agreed in writing, for this test.' },
      photos: [photoOf('p02', 1)],
    });
    const comparable = async (id: string) => (await ask(services, 'people.get', { id })).comparable;
    await open(page, 'Recognition');
    const site = page.getByRole('listitem').filter({ hasText: 'made for a test' });
    const dialog = page.getByRole('alertdialog', { name: 'Use the pack “site”?' });
    await site.getByRole('button', { name: 'Use this pack' }).click({ timeout: patience });
    // Escape changes nothing.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await ask(services, 'recognition.get', {})).pack.name, 'core');
    await site.getByRole('button', { name: 'Use this pack' }).click();
    await dialog.getByRole('button', { name: 'Use it' }).click();
    await page.getByText('The pack “site” is in use.').waitFor({ timeout: patience });
    await page.getByText('One person must be enrolled again:').waitFor();
    await page.getByRole('button', { name: 'Ben Bauer', exact: true }).waitFor();
    assert.deepEqual([await comparable('ana'), await comparable('ben')], [true, false]);
    await page.getByRole('button', { name: 'Go back to “core”' }).click();
    await page.getByText('The pack “core” is in use.').waitFor({ timeout: patience });
    assert.deepEqual([await comparable('ana'), await comparable('ben')], [true, true]);
    await open(page, 'Log');
    await event(page, 'Model pack changed').first().waitFor({ timeout: patience });
  },
);

/** Eyes and nose tip of p01's first photo at 384 px, where the core pack finds them. */
const landmarks: readonly Point[] = [
  [141, 171],
  [231, 168],
  [191, 224],
];

/** Enrols under a camera that sees p01's photo, changed; the hint that shows is waited for. */
async function hintShows(t: TestContext, hint: string, change: (image: RgbImage) => RgbImage) {
  const { width, height, data } = change(await photo('p01'));
  const film = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: 640, height: 480, fit: 'contain', background: '#5a6068' })
    .jpeg({ quality: 92 })
    .toBuffer();
  const clip = join(temporaryDir(t), 'camera.mjpeg');
  writeFileSync(clip, film);
  const { page } = await windowWithAna(t, clip);
  await open(page, 'Enrol');
  await page.getByText(hint).waitFor({ timeout: patience });
  await page.getByRole('meter', { name: 'Quality of the picture' }).waitFor({ timeout: patience });
}

test('a face lit from one side is told which side is too dark', options, (t) =>
  // The left half of a camera's picture shows the person's right side.
  hintShows(t, 'Too dark on your right side', (image) => shaded(image, 'left', 192, 0.25)),
);

test('a turned face is told which way to turn', options, (t) =>
  // Turned towards the picture's right, which is the person's left.
  hintShows(t, 'Turn a little to your right', (image) => turned(image, landmarks, 38, 0)),
);
