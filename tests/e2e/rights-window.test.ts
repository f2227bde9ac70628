import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { whyNoChromium } from '../../build/chromium.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import { photoOf } from '../support/people.ts';
import { openSignedOut, tester } from '../support/station.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';
import { headline, open, patience } from './story.ts';
import { assertAccessible, desk, openPerson, saved, stationWithAna } from './trust-story.ts';

const options = { skip: whyNoChromium() ?? false };

test(
  'whoever withdraws their consent is erased but for the name, and comes in with a PIN',
  options,
  async (t) => {
    const { page, services } = await stationWithAna(t);
    await openPerson(page, 'Ana Álvarez');
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Withdraw consent' }).click();
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Erase the face' }).click();
    const receipt = page.getByRole('dialog', { name: 'The face of Ana Álvarez was erased' });
    await receipt.getByText('templates 1, kept photos 1').waitFor({ timeout: patience });
    await receipt.getByText('destroyed: backups cannot be read').waitFor();
    await assertAccessible(page);

    await receipt.getByRole('button', { name: 'Set a PIN' }).click();
    for (const pin of ['1234', '4917']) {
      await page.getByLabel('PIN', { exact: true }).fill(pin);
      await page.getByLabel('The same again').fill(pin);
      await page.getByRole('button', { name: 'Set this PIN' }).click();
      if (pin === '1234') await page.getByText(/too easy to guess/).waitFor({ timeout: patience });
    }
    await page.getByText('The PIN is set.').waitFor({ timeout: patience });
    const ana = await services.handle(desk, 'people.get', { id: 'ana' });
    assert.ok(ana.ok && (ana.value as { templates: number }).templates === 0);

    await open(page, 'Check');
    await page.getByText('Is this …?').click();
    await page.getByRole('combobox', { name: 'Person' }).fill('Ana');
    await page.getByRole('option', { name: 'Ana Álvarez' }).click({ timeout: patience });
    await page.getByRole('button', { name: 'Use a PIN instead' }).click();
    await page.getByLabel('PIN', { exact: true }).fill('7777');
    await page.keyboard.press('Enter');
    await page.getByText(/The PIN is not right|Wait a moment/).waitFor({ timeout: patience });
    await assertAccessible(page);
    await page.getByLabel('PIN', { exact: true }).fill('4917');
    await page.keyboard.press('Enter');
    await headline(page, 'Welcome, Ana Álvarez');

    await open(page, 'Log');
    const log = page.getByRole('listbox', { name: 'Events, newest first' });
    for (const deed of ['Consent withdrawn', 'PIN set', 'Wrong PIN', 'Confirmed']) {
      await log
        .getByRole('option')
        .filter({ hasText: deed })
        .first()
        .waitFor({ timeout: patience });
    }
  },
);

test(
  'all that is kept about a person is saved in one file, and its passphrase is shown once',
  options,
  async (t) => {
    const { page } = await stationWithAna(t);
    await openPerson(page, 'Ana Álvarez');
    await page.getByRole('button', { name: 'Export data' }).click();
    const [file = ''] = await saved(t, page, 1, () =>
      page.getByRole('button', { name: 'Save the file' }).click(),
    );
    const passphrase = (await page.getByRole('status').last().textContent()) ?? '';
    assert.ok(passphrase.length > 20, passphrase);
    const sealed = readFileSync(file, 'utf8');
    assert.ok(!sealed.includes('Álvarez') && !sealed.includes(passphrase));
    await assertAccessible(page);
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByText(passphrase).waitFor({ state: 'detached' });
  },
);

test(
  'at the kiosk an id and a PIN let somebody in, and there is nothing else to open',
  options,
  async (t) => {
    const services = await openSignedOut(t);
    const administrator = { ...desk, operator: tester };
    for (const [channel, payload] of [
      ['users.add', { name: 'anna', role: 'administrator', password: 'four words for a test' }],
      [
        'enrol.person',
        { id: 'ana', name: 'Ana Álvarez', consent: 'In writing.', photos: [photoOf('p01', 1)] },
      ],
      ['people.withdraw', { id: 'ana' }],
      ['people.setPin', { id: 'ana', pin: '4917' }],
    ] as const) {
      const done = await services.handle(administrator, channel, payload);
      assert.ok(done.ok, JSON.stringify(done));
    }
    const server = await serveStation(t, services);
    const page = await openWindow(await startChromium(t, findChromium() ?? '', null), server);
    await page.getByText('No camera found').waitFor({ timeout: patience });
    const views = page.getByRole('navigation', { name: 'Views' }).getByRole('button');
    assert.deepEqual(await views.allTextContents().then((names) => names.map((n) => n.trim())), [
      'Check',
    ]);
    assert.equal(await page.getByRole('button', { name: 'Use a file instead' }).count(), 0);

    await page.getByText('Is this …?').click();
    await page.getByRole('textbox', { name: 'Id' }).fill('ana');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Use a PIN instead' }).click({ timeout: patience });
    await page.getByLabel('PIN', { exact: true }).fill('4917');
    await assertAccessible(page);
    await page.keyboard.press('Enter');
    await headline(page, 'Welcome, Ana Álvarez');
  },
);
