import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { whyNoChromium } from '../../build/chromium.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import { along } from '../support/made-station.ts';
import { madePrivacy } from '../support/made-privacy.ts';
import { temporaryDir } from '../support/temporary.ts';
import { startChromium } from '../support/window.ts';

const chromium = findChromium() ?? '';
const needsChromium = { skip: whyNoChromium() ?? false };

/** The sealed file of somebody whose name is markup, with a photo, a PIN and rows, on the disk. */
async function exportedFile(t: TestContext): Promise<{ path: string; passphrase: string }> {
  const made = madePrivacy();
  const grey = { width: 40, height: 50, channels: 3, background: '#777' } as const;
  const jpeg = new Uint8Array(await sharp({ create: grey }).jpeg().toBuffer());
  const at = made.time.now;
  const about = { encoderSha256: 'e'.repeat(64), quality: 0.8, source: 'a.jpg', createdAt: at };
  const added = made.people.add(
    { id: 'ana', name: '<b id="markup">Ana</b> Öz', consent: 'signed a form', enrolledAt: at },
    [{ ...about, encoding: along(0) }],
    [{ jpeg, source: 'a.jpg', createdAt: at }],
    [],
  );
  assert.ok(added.ok);
  await made.privacy.rights.setPin('ana', '8350');
  const file = await made.privacy.exportPerson('ana');
  assert.ok(file.ok);
  const path = join(temporaryDir(t), file.value.name);
  writeFileSync(path, file.value.bytes);
  return { path, passphrase: file.value.passphrase };
}

/** The file in a browser without a network, and all that went wrong there. */
async function openFile(t: TestContext, path: string): Promise<{ page: Page; faults: string[] }> {
  const context = await startChromium(t, chromium, null);
  await context.setOffline(true);
  const page = context.pages()[0] ?? (await context.newPage());
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(file|data|blob):/u.test(request.url())) faults.push(request.url());
  });
  await page.goto(pathToFileURL(path).href);
  return { page, faults };
}

test(
  'a person opens the file of their data without a network: nothing before the passphrase, all after',
  needsChromium,
  async (t) => {
    const { path, passphrase } = await exportedFile(t);
    const { page, faults } = await openFile(t, path);
    assert.ok(!(await page.content()).includes('signed a form'));
    const field = page.getByLabel('Passphrase');

    // A typing error is told and can be put right.
    await field.fill(passphrase.replace(/^./u, (letter) => (letter === 'a' ? 'b' : 'a')));
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('The passphrase is not right').waitFor();

    // However it is typed.
    await field.fill(passphrase.toUpperCase().replaceAll('-', ' '));
    await field.press('Enter');
    await page.getByRole('heading', { name: '<b id="markup">Ana</b> Öz' }).waitFor();
    assert.equal(await page.locator('#markup').count(), 0);
    for (const text of [
      'signed a form',
      'I agree that this station',
      'only a hash of it is kept',
    ]) {
      assert.ok(await page.getByText(text).first().isVisible(), text);
    }
    const photo = page.getByRole('img');
    const width = await photo.evaluate((image: HTMLImageElement) => image.naturalWidth);
    assert.equal(width, 40);

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the numbers as JSON' }).click();
    const saved = await (await saving).path();
    const [template] = JSON.parse(readFileSync(saved, 'utf8')) as { encoding: number[] }[];
    assert.deepEqual(template?.encoding, [...along(0)]);
    assert.deepEqual(faults, []);
  },
);

test('a file that was altered on the way shows nothing', needsChromium, async (t) => {
  const { path, passphrase } = await exportedFile(t);
  const html = readFileSync(path, 'utf8');
  const altered = html.replace(/"sealed":"(.)/u, (all, first: string) =>
    all.replace(/.$/u, first === 'A' ? 'B' : 'A'),
  );
  assert.notEqual(altered, html);
  writeFileSync(path, altered);
  const { page } = await openFile(t, path);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByText('The passphrase is not right, or the file was altered').waitFor();
  assert.ok(!(await page.content()).includes('signed a form'));
});

test('a script that was slipped into the file does not run', needsChromium, async (t) => {
  const { path } = await exportedFile(t);
  const html = readFileSync(path, 'utf8');
  const slipped =
    '<script>document.title = "stolen"</script><img src=x onerror="document.title=1">';
  writeFileSync(path, html.replace('<main', `${slipped}<main`));
  const { page } = await openFile(t, path);
  await page.getByLabel('Passphrase').waitFor();
  assert.equal(await page.title(), 'Your data');
});
