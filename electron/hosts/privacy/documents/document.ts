/** A place that only the operator can fill; `blank` says what belongs there. */
export interface Blank {
  readonly blank: string;
}

export type Text = string | Blank;

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly Text[][] };

/** A document for people to read, print and complete. */
export interface Draft {
  readonly language: 'en' | 'de';
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function paragraph(text: Text): Block {
  return { kind: 'paragraph', text };
}

export function list(...items: Text[]): Block {
  return { kind: 'list', items };
}

export function table(head: readonly string[], ...rows: Text[][]): Block {
  return { kind: 'table', head, rows };
}

/** What the operator wrote, or the blank for it. */
export function orBlank(text: string, blank: string): Text {
  return text.trim() === '' ? { blank } : text;
}
