import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { whyNoChromium } from '../../build/chromium.ts';
import type { Role } from '../../electron/contract/access.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import { cheapCost } from '../support/cheap-cost.ts';
import { photoOf, photoPath } from '../support/people.ts';
import { openSignedOut, tester } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';
import { headline, open, patience } from './story.ts';
import { assertAccessible, desk, openPerson } from './trust-story.ts';

const options = { skip: whyNoChromium() ?? false };
const password = 'no common word 7';

/** A station set up by Ada, with Ana enrolled and Carl at the desk, that can be opened again. */
async function setUp(t: TestContext) {
  const dataDir = temporaryDir(t);
  const keyFolder = temporaryDir(t);
  const keyPlace = { keyFolder, keychain: null, unattended: false, cost: cheapCost };
  const start = () => openSignedOut(t, { dataDir, keyPlace });
  const services = await start();
  const begun = await services.handle(desk, 'access.begin', {
    protection: 'file',
    administrator: { name: 'Ada', password },
  });
  assert.ok(begun.ok, JSON.stringify(begun));
  const { recoveryKey } = begun.value as { recoveryKey: string };
  const enroller: Role = 'enroller';
  for (const [channel, payload] of [
    ['users.add', { name: 'carl', role: enroller, password }],
    [
      'enrol.person',
      { id: 'ana', name: 'Ana Álvarez', consent: 'In writing.', photos: [photoOf('p01', 1)] },
    ],
    ['backups.make', {}],
  ] as const) {
    const done = await services.handle({ ...desk, operator: tester }, channel, payload);
    assert.ok(done.ok, JSON.stringify(done));
  }
  return { dataDir, services, start, recoveryKey };
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden', timeout: patience });
}

async function signOut(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor({ timeout: patience });
}

test(
  'where the database is damaged, the recovery key leads from the kiosk to a backup',
  options,
  async (t) => {
    const { dataDir, services, start, recoveryKey } = await setUp(t);
    await services.close();
    truncateSync(join(dataDir, 'threshold.db'), 3 * 4096);
    const broken = await start();
    const server = await serveStation(t, broken);
    const page = await openWindow(await startChromium(t, findChromium() ?? '', null), server);

    const banner = page.getByRole('region', { name: 'What needs attention' });
    await banner.getByText('is damaged').waitFor({ timeout: patience });
    assert.equal(await page.getByText('Nobody is enrolled').count(), 0, 'nobody knows that');
    await banner.getByRole('button', { name: 'Sign in to restore' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in with the station’s secret' });
    await dialog.getByText('The database cannot be read').waitFor();
    await assertAccessible(page);
    await dialog.getByRole('textbox').fill(recoveryKey);
    await page.keyboard.press('Enter');

    await page.getByRole('button', { name: /^Restore: / }).click({ timeout: patience });
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    const again = page.getByRole('dialog').getByRole('textbox');
    const done = page.getByRole('heading', { name: /^The station is as it was on / });
    await again.or(done).waitFor({ timeout: patience });
    if (await again.isVisible()) {
      await again.fill(recoveryKey);
      await page.keyboard.press('Enter');
    }
    await done.waitFor({ timeout: patience });
    await banner.getByText('is damaged').waitFor({ state: 'detached', timeout: patience });
    await assertAccessible(page);

    await openPerson(page, 'Ana Álvarez');
    await signOut(page, /^By recovery key/);
    await signIn(page, 'Ada');
    await openPerson(page, 'Ana Álvarez');
  },
);

test(
  'whoever signs in next finds nothing of what the one before had typed or opened',
  options,
  async (t) => {
    const { services } = await setUp(t);
    const server = await serveStation(t, services);
    const page = await openWindow(await startChromium(t, findChromium() ?? '', null), server);
    await page.getByText('No camera found').waitFor({ timeout: patience });
    await signIn(page, 'carl');
    await openPerson(page, 'Ana Álvarez');
    await open(page, 'Enrol');
    await page.getByLabel('Name', { exact: true }).fill('Ben Bauer');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose photos' }).click(),
    ]);
    await chooser.setFiles(photoPath('p02'));
    await page.getByText('1 good photo', { exact: true }).first().waitFor({ timeout: patience });

    await signOut(page, /^carl/);
    assert.ok(!(await page.content()).includes('Ben Bauer'));
    assert.ok(!(await page.content()).includes('Álvarez'));
    await signIn(page, 'Ada');
    await open(page, 'Enrol');
    const name = page.getByLabel('Name', { exact: true });
    await name.waitFor({ timeout: patience });
    assert.equal(await name.inputValue(), '');
    assert.equal(await page.getByText('1 good photo', { exact: true }).count(), 0);
    await open(page, 'People');
    await page
      .getByRole('listbox', { name: 'Enrolled people' })
      .getByText('Ana Álvarez')
      .waitFor({ timeout: patience });
    assert.equal(await page.getByRole('heading', { name: 'Ana Álvarez' }).count(), 0);
  },
);

test(
  'a window whose station does not answer says so, and goes on by itself when it does',
  options,
  async (t) => {
    const { services } = await setUp(t);
    let deaf = true;
    const server = await serveStation(t, {
      ...services,
      handle: async (caller, channel, payload) =>
        deaf && channel === 'access.view'
          ? { ok: false, error: { code: 'internal', message: 'deaf' } }
          : services.handle(caller, channel, payload),
    });
    const page = await openWindow(await startChromium(t, findChromium() ?? '', null), server);
    await headline(page, 'The station cannot be shown yet');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await assertAccessible(page);
    deaf = false;
    await page.getByText('No camera found').waitFor({ timeout: patience });
  },
);
