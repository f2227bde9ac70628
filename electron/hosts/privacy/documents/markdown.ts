import type { Block, Draft, Text } from './document.ts';

/** CommonMark with tables. Blanks stand out in bold brackets. */
export function toMarkdown({ title, blocks }: Draft): string {
  return [`# ${escaped(title)}`, ...blocks.map(blockText)].join('\n\n').concat('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${escaped(block.text)}`;
    case 'paragraph':
      return inline(block.text);
    case 'list':
      return block.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'table':
      return [block.head, block.head.map(() => null), ...block.rows].map(rowText).join('\n');
  }
}

/** Null is the line below the head. */
function rowText(cells: readonly (Text | null)[]): string {
  return `| ${cells.map((cell) => (cell === null ? '---' : inline(cell))).join(' | ')} |`;
}

function inline(text: Text): string {
  return typeof text === 'string' ? escaped(text) : `**[ ${escaped(text.blank)} ]**`;
}

/** What an operator wrote is text and no markup, on one line. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~&]/gu, '\\$&')
    .replace(/\s*[\r\n]+\s*/gu, ' ')
    .trim();
}
