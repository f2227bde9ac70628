import { ok, type Result } from '../contract/errors.ts';
import type { PeopleStore, TemplateMapping } from './interfaces.ts';

/** Gives everybody the templates of an encoder that can be made of another's, page by page. */
export class TemplateMappings {
  readonly #people: Pick<PeopleStore, 'mapTemplates'>;
  readonly #mappings: readonly TemplateMapping[];
  #at = 0;
  #after = '';

  /** `mappings`: the surest first; all to one encoder. */
  constructor(people: Pick<PeopleStore, 'mapTemplates'>, mappings: readonly TemplateMapping[]) {
    this.#people = people;
    this.#mappings = mappings;
  }

  /**
   * Maps the next people. False only where this very call looked through everybody and found nothing:
   * as long as its caller does not wait, that stays so. Errors: store codes.
   */
  next(): Result<boolean> {
    let fromTheStart = this.#at === 0 && this.#after === '';
    for (;;) {
      const mapping = this.#mappings[this.#at];
      if (mapping === undefined) {
        this.#at = 0;
        if (fromTheStart) return ok(false);
        fromTheStart = true;
        continue;
      }
      const page = this.#people.mapTemplates(mapping, this.#after);
      if (!page.ok) return page;
      this.#after = page.value.last ?? '';
      if (page.value.last === null) this.#at++;
      if (page.value.added > 0) return ok(true);
    }
  }
}
