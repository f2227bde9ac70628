import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { photoPath } from '../support/people.ts';

/** Longest a step may take to show, ms; a slow machine is not a failure. */
export const patience = 30_000;

/** Opens the station's window with this person in front of the camera; closes the one before. */
export type StandBefore = (person: 'p01' | 'p02') => Promise<Page>;

/** A first day with the station, as the people at the desk live it. */
export async function firstDay(standBefore: StandBefore): Promise<void> {
  let page = await standBefore('p01');
  await enrolAtTheCamera(page, 'Ana Álvarez', 'ana');
  await open(page, 'Check');
  await headline(page, 'Welcome, Ana Álvarez');

  page = await standBefore('p02');
  await open(page, 'Check');
  await headline(page, 'Not recognised');
  await enrolFromAFile(page, 'Ben Bauer', 'ben', photoPath('p02'));
  await open(page, 'Check');
  await headline(page, 'Welcome, Ben Bauer');

  page = await standBefore('p01');
  await open(page, 'Check');
  await claimToBe(page, 'Ben Bauer');
  await headline(page, 'Not a match');
  await claimToBe(page, 'Ana Álvarez');
  await headline(page, 'Welcome, Ana Álvarez');

  await open(page, 'Log');
  const log = page.getByRole('listbox', { name: 'Events, newest first' });
  for (const [what, whom] of [
    ['Confirmed', 'Ana Álvarez'],
    ['Not a match', 'claimed to be Ben Bauer'],
    ['Recognised', 'Ben Bauer'],
    ['Enrolled', 'Ben Bauer'],
    ['Not recognised', ''],
    ['Recognised', 'Ana Álvarez'],
    ['Enrolled', 'Ana Álvarez'],
  ] as const) {
    const row = log.getByRole('option').filter({ hasText: what }).filter({ hasText: whom });
    await row.first().waitFor({ timeout: patience });
  }

  await remove(page, 'Ana Álvarez');
  await open(page, 'Check');
  await headline(page, 'Not recognised');
}

export async function open(page: Page, view: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: view, exact: true })
    .click({ timeout: patience });
}

async function enrolAtTheCamera(page: Page, name: string, id: string): Promise<void> {
  await open(page, 'Enrol');
  await page.getByText('Good. Take the photo').waitFor({ timeout: patience });
  await page.getByRole('button', { name: 'Take photo' }).click();
  await fillAndRemember(page, name, id);
}

async function enrolFromAFile(page: Page, name: string, id: string, photo: string): Promise<void> {
  await open(page, 'Enrol');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose photos' }).click(),
  ]);
  await chooser.setFiles(photo);
  await fillAndRemember(page, name, id);
}

async function fillAndRemember(page: Page, name: string, id: string): Promise<void> {
  await page.getByText('1 good photo', { exact: true }).first().waitFor({ timeout: patience });
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Id', { exact: true }).fill(id);
  await page.getByLabel('Consent', { exact: true }).fill('Agreed in writing, for this test.');
  await page.getByRole('button', { name: 'Remember this person' }).click();
  await page.getByText(`${name} is enrolled`).first().waitFor({ timeout: patience });
}

export async function headline(page: Page, text: string): Promise<void> {
  await page.getByRole('heading', { name: text, exact: true }).waitFor({ timeout: patience });
}

async function claimToBe(page: Page, name: string): Promise<void> {
  await page.getByText('Is this …?').click();
  const clear = page.getByRole('button', { name: 'Choose somebody else' });
  if (await clear.isVisible()) await clear.click();
  await page.getByRole('combobox', { name: 'Person' }).fill(name.split(' ')[0] ?? name);
  await page.getByRole('option', { name }).click({ timeout: patience });
}

async function remove(page: Page, name: string): Promise<void> {
  await open(page, 'People');
  await page.getByRole('listbox', { name: 'Enrolled people' }).getByText(name).first().click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  assert.match((await dialog.textContent()) ?? '', new RegExp(`Remove ${name}`));
  await dialog.getByRole('button', { name: 'Remove this person' }).click();
  const receipt = page.getByRole('dialog', { name: `${name} was erased` });
  await receipt.getByRole('button', { name: 'Close' }).click({ timeout: patience });
  await page.getByText(`${name} was removed.`).first().waitFor({ timeout: patience });
}
