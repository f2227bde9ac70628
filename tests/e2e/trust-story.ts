import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Download, Page } from 'playwright-core';
import { findChromium } from '../../electron/hosts/browser/find-chromium.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { photoOf } from '../support/people.ts';
import { openTestServices } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';
import { openWindow, serveStation, startChromium } from '../support/window.ts';
import { open, patience } from './story.ts';

export const desk = { id: 'test', trusted: true };

/** A real station with an administrator at work at its window, and Ana enrolled. */
export async function stationWithAna(t: TestContext) {
  const dataDir = temporaryDir(t);
  const services = await openTestServices(t, { dataDir });
  const enrolled = await services.handle(desk, 'enrol.person', {
    ...{ id: 'ana', name: 'Ana Álvarez', consent: 'Agreed in writing, for this test.' },
    photos: [photoOf('p01', 1)],
    keepPhotos: true,
  });
  assert.ok(enrolled.ok, JSON.stringify(enrolled));
  const server = await serveStation(t, services);
  const page = await openWindow(await startChromium(t, findChromium() ?? '', null), server);
  return { dataDir, services, page };
}

/** As it is, in the other theme than at the last look. */
export async function assertAccessible(page: Page): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const colorScheme = isDark ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  assert.deepEqual(await accessibilityFaults(page), [], colorScheme);
}

/** What is saved while something is done, in its order, in a folder of its own. */
export async function saved(t: TestContext, page: Page, count: number, deed: () => Promise<void>) {
  const folder = temporaryDir(t);
  const paths: Promise<string>[] = [];
  const done = new Promise<void>((resolve) => {
    const take = (download: Download) => {
      const path = join(folder, download.suggestedFilename());
      paths.push(download.saveAs(path).then(() => path));
      if (paths.length === count) resolve(page.off('download', take) && undefined);
    };
    page.on('download', take);
  });
  await deed();
  await done;
  return Promise.all(paths);
}

export async function openPerson(page: Page, name: string): Promise<void> {
  await open(page, 'People');
  const people = page.getByRole('listbox', { name: 'Enrolled people' });
  await people.getByText(name).first().click({ timeout: patience });
  await page.getByRole('heading', { name, exact: true }).waitFor({ timeout: patience });
}
