import { rowOf, sourcesOf, type Deed } from './crash-deeds.ts';

/** What must be there after the deeds that were acknowledged, and nothing else. */
export class CrashExpected {
  /** Names of the photos of a person's templates, by person. */
  readonly people: Map<string, readonly string[]>;
  readonly settings: Map<string, string>;
  readonly rows: string[];
  copied: boolean;
  backedUp: boolean;

  constructor(before?: CrashExpected) {
    this.people = new Map(before?.people);
    this.settings = new Map(before?.settings);
    this.rows = [...(before?.rows ?? [])];
    this.copied = before?.copied ?? false;
    this.backedUp = before?.backedUp ?? false;
  }

  /** The same after one more deed. */
  after(deed: Deed): CrashExpected {
    const next = new CrashExpected(this);
    next.take(deed);
    return next;
  }

  take(deed: Deed): void {
    this.rows.push(rowOf(deed));
    if (deed.what === 'enrol' || deed.what === 'add') {
      this.people.set(deed.id, [...(this.people.get(deed.id) ?? []), ...sourcesOf(deed)]);
    }
    if (deed.what === 'remove') this.people.delete(deed.id);
    if (deed.what === 'set') this.settings.set(deed.key, String(deed.n));
    if (deed.what === 'copy') this.copied = true;
    if (deed.what === 'backup') this.backedUp = true;
  }
}
