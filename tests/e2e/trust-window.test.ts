import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { whyNoChromium } from '../../build/chromium.ts';
import { checkExport } from '../../electron/hosts/log/check-export.ts';
import { headline, open, patience } from './story.ts';
import { assertAccessible, desk, openPerson, saved, stationWithAna } from './trust-story.ts';

const options = { skip: whyNoChromium() ?? false };

test(
  'the log is searched, verified, and exported with a signature that holds',
  options,
  async (t) => {
    const { page, dataDir } = await stationWithAna(t);
    await open(page, 'Log');
    const log = page.getByRole('listbox', { name: 'Events, newest first' });
    await log.getByRole('option').filter({ hasText: 'Enrolled' }).waitFor({ timeout: patience });
    await page.getByRole('combobox', { name: 'What' }).selectOption('start');
    await page.getByText('1 event found').waitFor({ timeout: patience });
    await page.getByRole('combobox', { name: 'What' }).selectOption('all');
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('álvarez');
    await page.getByText('1 event found').waitFor({ timeout: patience });
    await log
      .getByRole('option')
      .filter({ hasText: 'Station started' })
      .waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('nobody at all');
    await page.getByRole('button', { name: 'Show everything' }).click({ timeout: patience });

    await page.getByRole('button', { name: 'Verify' }).click();
    await headline(page, 'All 2 rows are as they were written.');
    await assertAccessible(page);

    await page.getByRole('button', { name: 'Export' }).click();
    await assertAccessible(page);
    const [rows = '', signature = ''] = await saved(t, page, 2, () =>
      page.getByRole('dialog').getByRole('button', { name: 'Save' }).click(),
    );
    const checked = await checkExport(rows, signature, null);
    assert.ok(checked.ok && checked.value.ok, JSON.stringify(checked));
    assert.doesNotMatch(readFileSync(rows, 'utf8'), /Álvarez/);

    // Somebody edits a row behind the station's back.
    const db = new Sqlite(join(dataDir, 'threshold.db'));
    db.prepare("UPDATE events SET person_id = 'ben' WHERE kind = 'enrol'").run();
    db.close();
    await page.getByRole('button', { name: 'Verify' }).click();
    await headline(page, 'Row 2 was edited.');
    await page.getByRole('button', { name: 'Show row 2' }).click();
    await page
      .getByRole('heading', { name: 'Enrolled', exact: true })
      .waitFor({ timeout: patience });
    await assertAccessible(page);
  },
);

test(
  'the privacy page shows what was checked, drafts its documents and keeps what is set',
  options,
  async (t) => {
    const { page } = await stationWithAna(t);
    await open(page, 'Privacy');
    const facts = page.getByRole('list', { name: 'How the station keeps data' });
    await facts.getByText(/are sealed: \d+ of \d+ entries/).waitFor({ timeout: patience });
    await facts.getByText('The one person enrolled has a noted consent.').waitFor();
    await assertAccessible(page);

    await page.getByRole('button', { name: 'Read: Record of processing' }).click();
    const record = page.getByRole('dialog', { name: 'Record of processing' });
    await record.getByRole('heading').first().waitFor({ timeout: patience });
    await assertAccessible(page);
    const [markdown = ''] = await saved(t, page, 1, () =>
      record.getByRole('button', { name: 'Save as text (Markdown)' }).click(),
    );
    assert.match(readFileSync(markdown, 'utf8'), /^# Record of processing/);
    const [html = ''] = await saved(t, page, 1, () =>
      record.getByRole('button', { name: 'Save as web page' }).click(),
    );
    assert.match(readFileSync(html, 'utf8'), /^<!doctype html>/i);
    await record.getByRole('button', { name: 'Close' }).click();

    // Half typed is said and not taken; then it is saved and stays over reloading.
    const days = page.getByLabel('Days that are kept: Faces');
    await days.fill('0');
    await page.getByText('Enter a whole number from 1 to 36,500.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled());
    await days.fill('30');
    await page.getByLabel('Consent text').fill('I agree, in fewer words.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Version 2', { exact: true }).waitFor({ timeout: patience });
    await page.reload();
    await facts.waitFor({ timeout: patience });
    assert.equal(await days.inputValue(), '30');

    // What is now asked of people is what is shown at enrolment.
    await open(page, 'Enrol');
    await page.getByRole('button', { name: 'What the person agrees to (version 2)' }).click();
    await page.getByText('I agree, in fewer words.').waitFor();
  },
);

test(
  'a backup is made and restored, and who was erased since stays forgotten',
  options,
  async (t) => {
    const { page, services } = await stationWithAna(t);
    await open(page, 'Station');
    await page.getByRole('tab', { name: 'Backups' }).click();
    await page
      .getByRole('heading', { name: 'There is no backup yet.' })
      .waitFor({ timeout: patience });
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Make a backup' }).click();
    await page.getByText(/^Made and read back: /).waitFor({ timeout: patience });
    await assertAccessible(page);

    await openPerson(page, 'Ana Álvarez');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Remove this person' }).click();
    const receipt = page.getByRole('dialog', { name: 'Ana Álvarez was erased' });
    await receipt.getByRole('button', { name: 'Close' }).click({ timeout: patience });

    await open(page, 'Station');
    await page.getByRole('tab', { name: 'Backups' }).click();
    await page.getByRole('button', { name: /^Restore: / }).click({ timeout: patience });
    await page.getByText(/Whoever was erased since stays forgotten/).waitFor();
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    await page.getByRole('heading', { name: /^The station is as it was on / }).waitFor({
      timeout: patience,
    });
    await page.getByText('Id ana', { exact: true }).waitFor();
    await assertAccessible(page);
    const ana = await services.handle(desk, 'people.get', { id: 'ana' });
    assert.equal(ana.ok, false);
  },
);
