/** A run of text within a line. */
export interface Inline {
  readonly text: string;
  readonly look: 'plain' | 'strong' | 'code';
}
export type Line = readonly Inline[];

/** What a document is made of, as the station drafts it: no links, no pictures, no HTML. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly line: Line }
  | { readonly kind: 'paragraph' | 'quote'; readonly line: Line }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Line[] }
  | { readonly kind: 'table'; readonly head: readonly Line[]; readonly rows: readonly Line[][] };

/** Reads the part of Markdown that the station's documents use; anything else is shown as it stands. */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n{2,}/u);
  for (const paragraph of paragraphs) {
    const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
    while (lines.length > 0) blocks.push(take(lines));
  }
  return blocks;
}

const bullet = /^\s*[-*] (.*)$/u;
const number = /^\s*\d+[.)] (.*)$/u;

/** Takes the lines of the next block away from `lines`, of which there is at least one. */
function take(lines: string[]): Block {
  const first = lines[0] ?? '';
  const [, marks, title] = /^(#{1,6}) (.*)$/u.exec(first) ?? [];
  if (marks !== undefined && title !== undefined) {
    lines.shift();
    const level = Math.min(3, marks.length) as 1 | 2 | 3;
    return { kind: 'heading', level, line: readLine(title) };
  }
  if (first.startsWith('|')) return table(takeWhile(lines, (line) => line.startsWith('|')));
  for (const item of [bullet, number]) {
    if (item.test(first)) return list(takeWhile(lines, isOf(item)), item);
  }
  if (first.startsWith('>')) {
    const quoted = takeWhile(lines, (line) => line.startsWith('>'));
    return { kind: 'quote', line: readLine(quoted.map((l) => l.replace(/^> ?/u, '')).join(' ')) };
  }
  return { kind: 'paragraph', line: readLine(takeWhile(lines, isPlain).join(' ')) };
}

/** An item goes on with what is indented. */
function isOf(item: RegExp): (line: string) => boolean {
  return (line) => item.test(line) || /^\s{2,}\S/u.test(line);
}

function isPlain(line: string): boolean {
  return !/^(?:#{1,6} |\||>)/u.test(line) && !bullet.test(line) && !number.test(line);
}

/** The first line is taken in any case. */
function takeWhile(lines: string[], belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index > 0 && !belongs(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function list(lines: readonly string[], item: RegExp): Block {
  const items: string[] = [];
  for (const line of lines) {
    const text = item.exec(line)?.[1];
    if (text !== undefined) items.push(text);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: item === number, items: items.map(readLine) };
}

function table(lines: readonly string[]): Block {
  const [head = '', , ...rows] = lines;
  return { kind: 'table', head: cells(head), rows: rows.map(cells) };
}

function cells(line: string): Line[] {
  const inner = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  return inner.split(/(?<!\\)\|/u).map((cell) => readLine(cell.trim()));
}

// A mark after a backslash is none.
const marked = /(?<!\\)(\*\*(?:\\.|[^*\\])+\*\*|`[^`]+`)/u;
const wholly = /^(?:\*\*((?:\\.|[^*\\])+)\*\*|`([^`]+)`)$/u;

/** `**strong**`, `` `code` `` and characters after a backslash. */
function readLine(text: string): Line {
  return text.split(marked).flatMap((part): Inline[] => {
    const [, strong, code] = wholly.exec(part) ?? [];
    if (strong !== undefined) return [{ text: plain(strong), look: 'strong' }];
    if (code !== undefined) return [{ text: code, look: 'code' }];
    return part === '' ? [] : [{ text: plain(part), look: 'plain' }];
  });
}

function plain(text: string): string {
  return text.replace(/\\([\\`*_{}[\]()#+\-.!|<>~&])/gu, '$1');
}
