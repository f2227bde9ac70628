import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What axe finds wrong within `part` of the page, contrast included: a line for each rule. */
export function accessibilityFaults(page: Page, part = ':root'): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, so the page's own policy stays as strict as it is.
  return page.evaluate(`${axe}; axe.run(${JSON.stringify(part)}).then(({violations}) =>
    violations.map(({id, nodes}) => id + ': ' + nodes.map(n => n.html).join(' ')))`);
}
