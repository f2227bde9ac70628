import { createHash } from 'node:crypto';
import type { Block, Draft, Text } from './document.ts';

const style = `
:root { color-scheme: light; }
body { font: 11pt/1.5 system-ui, sans-serif; color: #111; background: #fff; max-width: 46rem;
  margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; break-after: avoid; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
ul { padding-inline-start: 1.25rem; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { border: 1px solid #999; padding: .375rem .5rem; text-align: start; vertical-align: top;
  overflow-wrap: break-word; hyphens: auto; }
th { font-weight: 600; background: #f2f2f2; }
tr { break-inside: avoid; }
mark { background: #fff3bf; border-bottom: 1px solid #111; padding: 0 .25rem; }
@page { margin: 20mm; }
@media print { body { padding: 0; max-width: none; } }
`;

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A page to be read and printed: no script, nothing from elsewhere. Blanks are marked. */
export function toHtml({ language, title, blocks }: Draft): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${blocks.map(blockHtml).join('\n')}
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<table><thead>${row('th', block.head)}</thead><tbody>${block.rows
        .map((cells) => row('td', cells))
        .join('')}</tbody></table>`;
  }
}

function row(tag: 'th' | 'td', cells: readonly Text[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${inline(cell)}</${tag}>`).join('')}</tr>`;
}

function inline(text: Text): string {
  return typeof text === 'string' ? escaped(text) : `<mark>[ ${escaped(text.blank)} ]</mark>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? '');
}
