import { setImmediate as turn } from 'node:timers/promises';
import { ok, type Result } from '../../contract/errors.ts';
import { sealedTables, type PrivacyStore } from '../../station/privacy/interfaces.ts';

export interface Sealing {
  readonly rows: number;
  /** Rows that look sealed, less those of the sample that did not open. */
  readonly sealed: number;
}

/** Looks at every row that is to be sealed and opens some of each kind, between frames. Errors: store codes. */
export async function countSealed(privacy: PrivacyStore): Promise<Result<Sealing>> {
  const found = { rows: 0, sealed: 0 };
  for (const kind of sealedTables) {
    const bad = privacy.openSample(kind);
    if (!bad.ok) return bad;
    found.sealed -= bad.value;
    let after: string | number | null = null;
    do {
      await turn();
      const page = privacy.lookAtSealed(kind, after);
      if (!page.ok) return page;
      found.rows += page.value.rows;
      found.sealed += page.value.sealed;
      after = page.value.last;
    } while (after !== null);
  }
  return ok(found);
}

/** People without a consent that can be read, looked for between frames. Errors: store codes. */
export async function countMissing(privacy: PrivacyStore): Promise<Result<number>> {
  let missing = 0;
  let after: string | null = '';
  while (after !== null) {
    await turn();
    const page = privacy.missingConsents(after);
    if (!page.ok) return page;
    missing += page.value.missing;
    after = page.value.last;
  }
  return ok(missing);
}
