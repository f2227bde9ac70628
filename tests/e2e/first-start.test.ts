import assert from 'node:assert/strict';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { whyNoChromium } from '../../build/chromium.ts';
import type { Channel, Request, Response } from '../../electron/contract/channels.ts';
import type { Result } from '../../electron/contract/errors.ts';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { cheapCost } from '../support/cheap-cost.ts';
import { makeOldDatabase, oldEnrolments } from '../support/crash-old.ts';
import { openSignedOut } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';
import { open, patience } from './story.ts';

const chromium = findChromium() ?? '';
const options = { skip: whyNoChromium() ?? false };
const passphrase = 'four words that do';
const password = 'no common word 7';

/** Where a station of a test keeps its data and its keys; two stations in turn may share it. */
interface Place {
  readonly dataDir: string;
  readonly keyFolder: string;
}

/** A time that the test moves on, for sessions; it moves by itself as well. */
class Ahead {
  by = 0;
  readonly now = (): number => Date.now() + this.by;
  readonly tick = (): number => performance.now() + this.by;
}

function placeOf(t: TestContext): Place {
  return { dataDir: temporaryDir(t), keyFolder: temporaryDir(t) };
}

/** A station as a window starts it: without a keychain, and with nobody signed in. */
function start(t: TestContext, { dataDir, keyFolder }: Place, accessClock = new Ahead()) {
  const keyPlace = { keyFolder, keychain: null, unattended: false, cost: cheapCost };
  return openSignedOut(t, { dataDir, keyPlace, accessClock });
}

async function windowOf(
  t: TestContext,
  services: StationServices,
  context?: BrowserContext,
): Promise<Page> {
  const server = await serveStation(t, services);
  return openWindow(context ?? (await startChromium(t, chromium, null)), server);
}

async function ask<C extends Channel>(
  services: StationServices,
  channel: C,
  payload: Request<C>,
): Promise<Response<C>> {
  const answer = await services.handle({ id: 'first', trusted: true }, channel, payload);
  assert.ok(answer.ok, `${channel}: ${JSON.stringify(answer)}`);
  return (answer as Result<Response<C>> & { ok: true }).value;
}

/** A station that Ana has set up, and the recovery key she was shown. */
async function setUp(services: StationServices): Promise<string> {
  const { recoveryKey } = await ask(services, 'access.begin', {
    protection: 'passphrase',
    passphrase,
    administrator: { name: 'Ana', password },
  });
  return recoveryKey;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

async function arrive(page: Page, title: string | RegExp): Promise<void> {
  await heading(page, title).waitFor({ timeout: patience });
}

async function isAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    assert.deepEqual(await accessibilityFaults(page), [], `${what}, ${colorScheme}`);
  }
}

const secretField = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function views(page: Page): Promise<string[]> {
  const buttons = page.getByRole('navigation', { name: 'Views' }).getByRole('button');
  return (await buttons.allInnerTexts()).map((text) => text.trim());
}

async function signIn(page: Page, name: string, secret: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Password', { exact: true }).fill(secret);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden', timeout: patience });
}

test(
  'a fresh station is set up with the keyboard alone, question by question',
  options,
  async (t) => {
    const services = await start(t, placeOf(t));
    const page = await windowOf(t, services);
    const next = () => page.keyboard.press('Enter');
    await arrive(page, 'Welcome to Threshold');
    await isAccessible(page, 'welcome');
    await page.getByRole('button', { name: 'Set it up' }).press('Enter');

    await arrive(page, 'Who may open what is kept here?');
    assert.equal(await page.getByRole('radio').count(), 2, 'without a keychain none is offered');
    await isAccessible(page, 'what opens it');
    await page.getByRole('radio', { name: /type a passphrase/ }).press('Enter');

    await arrive(page, 'Choose a passphrase');
    await page.keyboard.type(passphrase);
    await secretField(page, 'The same once more').fill('something else');
    await next();
    await page.getByText('The two are not the same').waitFor();
    await isAccessible(page, 'passphrase');
    await secretField(page, 'The same once more').fill(passphrase);
    await next();

    await arrive(page, 'Who looks after this station?');
    await page.keyboard.type('Ana');
    for (const label of ['Password', 'The same once more'])
      await secretField(page, label).fill('abc');
    await next();
    await page.getByText('The password is too short or too common').waitFor({ timeout: patience });
    assert.equal((await ask(services, 'access.view', {})).state, 'fresh', 'nothing is half done');
    for (const label of ['Password', 'The same once more']) {
      await secretField(page, label).fill(password);
    }
    await next();

    await arrive(page, 'Your recovery key');
    await isAccessible(page, 'recovery key');
    const groups = (await page.locator('.key li').allInnerTexts()).map((text) =>
      text.replace(/^\d\s*/u, '').trim(),
    );
    assert.equal(groups.length, 8);
    await page.emulateMedia({ media: 'print' });
    assert.ok(await heading(page, 'Recovery key').isVisible(), 'on paper there is the sheet');
    assert.ok(!(await heading(page, 'Your recovery key').isVisible()), 'and nothing else');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'I have it on paper' }).press('Enter');

    await arrive(page, 'Is it on paper?');
    const fields = page.getByRole('textbox', { name: /^Group \d$/ });
    const places = (await page.locator('label').allInnerTexts()).map((label) =>
      Number(label.at(-1)),
    );
    await fields.nth(0).fill('0000');
    await next();
    await page.getByText('This is not what the sheet says').waitFor();
    for (const [index, place] of places.entries()) {
      await fields.nth(index).fill((groups[place - 1] ?? '').toLowerCase());
    }
    await next();

    await arrive(page, 'The station is ready');
    await isAccessible(page, 'done');
    await page.getByRole('button', { name: 'Enrol the first person' }).press('Enter');
    await page.getByRole('main', { name: 'Enrol' }).waitFor({ timeout: patience });
    assert.ok(!(await page.getByText('Nobody has confirmed').isVisible()));
  },
);

test(
  'a locked station opens by the recovery key; then Check alone works until somebody signs in',
  options,
  async (t) => {
    const place = placeOf(t);
    const first = await start(t, place);
    const recoveryKey = await setUp(first);
    await first.close();

    const page = await windowOf(t, await start(t, place));
    await arrive(page, 'The station is locked');
    await isAccessible(page, 'locked');
    await secretField(page, 'Passphrase').fill('four other words');
    await page.keyboard.press('Enter');
    await page.getByText('The passphrase is not right').waitFor({ timeout: patience });
    await page.getByRole('button', { name: 'Use the recovery key instead' }).click();
    await secretField(page, 'Recovery key').fill(recoveryKey.toLowerCase().replaceAll('-', ' '));
    await page.keyboard.press('Enter');

    await page.getByRole('main', { name: 'Check' }).waitFor({ timeout: patience });
    assert.deepEqual(await views(page), ['Check']);
    await page.keyboard.press('Control+3');
    assert.ok(await page.getByRole('main', { name: 'Check' }).isVisible(), 'no key opens People');
    await signIn(page, 'Ana', password);
    assert.deepEqual(await views(page), [
      ...['Check', 'Enrol', 'People', 'Log', 'Recognition', 'Privacy', 'Station'],
    ]);
    await open(page, 'Station');
    await page.getByRole('tab', { name: 'Keys' }).click();
    await arrive(page, 'What unlocks this station');
    await isAccessible(page, 'keys');
  },
);

test(
  'a station whose keys are gone says what to do, and goes on when they are back',
  options,
  async (t) => {
    const place = placeOf(t);
    const away = temporaryDir(t);
    const first = await start(t, place);
    const recoveryKey = await setUp(first);
    await first.close();
    const keys = readdirSync(place.dataDir).filter((name) => name.startsWith('vault.db'));
    assert.ok(keys.length > 0);
    for (const name of keys) renameSync(join(place.dataDir, name), join(away, name));

    const page = await windowOf(t, await start(t, place));
    await arrive(page, 'The station cannot open what it keeps');
    await isAccessible(page, 'without keys');
    for (const name of keys) renameSync(join(away, name), join(place.dataDir, name));
    await secretField(page, 'Recovery key or passphrase').fill(recoveryKey);
    await page.keyboard.press('Enter');
    await page.getByRole('main', { name: 'Check' }).waitFor({ timeout: patience });
  },
);

test(
  'what matters needs the password again, a role sees its views only, and sessions end',
  options,
  async (t) => {
    const clock = new Ahead();
    const services = await start(t, placeOf(t), clock);
    await setUp(services);
    const page = await windowOf(t, services);
    await page.getByRole('main', { name: 'Check' }).waitFor({ timeout: patience });
    await signIn(page, 'Ana', password);
    await open(page, 'Station');
    await arrive(page, 'Who may work at this station');
    await page.getByRole('button', { name: 'Add a user' }).click();
    const adding = page.getByRole('dialog', { name: 'Add a user' });
    await adding.getByLabel('Name', { exact: true }).fill('Ben');
    await adding.getByLabel('Password', { exact: true }).fill(password);
    await adding.getByRole('button', { name: 'Add', exact: true }).click();

    const again = page.getByRole('dialog', { name: 'Add the user “Ben”' });
    await again.waitFor({ timeout: patience });
    await isAccessible(page, 'the password again');
    await page.keyboard.type('not hers');
    await page.keyboard.press('Enter');
    await again.getByText('The name or the password is not right').waitFor({ timeout: patience });
    await again.getByLabel('Password of Ana', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByText('Ben can sign in now.').waitFor({ timeout: patience });
    await isAccessible(page, 'users');

    await page.getByRole('button', { name: 'Ana, Administrator' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor({ timeout: patience });
    await signIn(page, 'ben', password);
    assert.deepEqual(await views(page), ['Check', 'People']);

    clock.by += 16 * 60_000;
    await open(page, 'People');
    await page.getByText('Sign in again to go on.').waitFor({ timeout: patience });
    assert.deepEqual(await views(page), ['Check']);
  },
);

test(
  'people of an earlier version are there before and after the first start; a reload says why it signs out',
  options,
  async (t) => {
    const place = placeOf(t);
    makeOldDatabase(place.dataDir, oldEnrolments(2));
    const page = await windowOf(t, await start(t, place));
    await arrive(page, 'Welcome to Threshold');
    await page.getByText('2 people are enrolled already. They stay').waitFor();
    await page.getByRole('button', { name: 'Set it up' }).click();
    await page.getByRole('radio', { name: /A file on this computer/ }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Ana');
    for (const label of ['Password', 'The same once more']) {
      await secretField(page, label).fill(password);
    }
    await page.keyboard.press('Enter');
    await arrive(page, 'Your recovery key');
    await page.getByText('only this key opens what is kept here').waitFor();
    await page.getByRole('button', { name: 'Do this later' }).click();

    await arrive(page, 'The station is ready');
    await page.getByText('The 2 people enrolled before stay enrolled').waitFor();
    assert.equal(await page.getByText('Enrol the first person').count(), 0);
    await page.getByRole('button', { name: 'Go to Check' }).click();
    await open(page, 'People');
    await page.getByText('2 people', { exact: true }).waitFor({ timeout: patience });
    await open(page, 'Station');
    await page.getByText(/^Signed in last on/).waitFor({ timeout: patience });

    await page.reload();
    await page.getByText('This page was loaded anew').waitFor({ timeout: patience });
    assert.deepEqual(await views(page), ['Check']);
  },
);

test('a lost password is replaced by whoever has the recovery key', options, async (t) => {
  const services = await start(t, placeOf(t));
  const recoveryKey = await setUp(services);
  const page = await windowOf(t, services);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click({ timeout: patience });
  await page.getByRole('button', { name: 'Without a password' }).click();
  await secretField(page, 'Recovery key or passphrase').fill(recoveryKey);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: patience });
  await open(page, 'Station');
  await page.getByRole('button', { name: 'Change Ana' }).click({ timeout: patience });
  await secretField(page, 'New password').fill('another word 8');
  await page.keyboard.press('Enter');
  const again = page.getByRole('dialog', { name: 'Change the user “Ana”' });
  await again.getByLabel('Recovery key or passphrase', { exact: true }).fill(recoveryKey);
  await page.keyboard.press('Enter');
  await page.getByText('Ana was changed.').waitFor({ timeout: patience });

  await page.getByRole('button', { name: 'By recovery key, Administrator' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await signIn(page, 'Ana', 'another word 8');
  await page.getByRole('button', { name: 'Ana, Administrator' }).waitFor({ timeout: patience });
});

test('whoever has tried many passwords sees how long to wait', options, async (t) => {
  const clock = new Ahead();
  const services = await start(t, placeOf(t), clock);
  await setUp(services);
  const guess = { name: 'Ana', password: 'a guess' };
  for (let tries = 0; tries < 10; tries += 1) {
    // Longer than any wait.
    clock.by += 16 * 60_000;
    const answer = await services.handle({ id: 'guess', trusted: true }, 'access.signIn', guess);
    assert.ok(!answer.ok && answer.error.code === 'sign-in-wrong', JSON.stringify(answer));
  }
  const page = await windowOf(t, services);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click({ timeout: patience });
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByLabel('Name', { exact: true }).fill('Ana');
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await dialog.getByText(/You can try again in \d+ min/).waitFor({ timeout: patience });
  assert.ok(await dialog.getByRole('button', { name: 'Sign in', exact: true }).isDisabled());
  await isAccessible(page, 'waiting');
  await page.keyboard.press('Escape');
  // The focus goes back to where it was, for those who have no pointer.
  await page.locator('button:focus', { hasText: 'Sign in' }).waitFor({ timeout: patience });
});
