import type { ChainedRow } from './log-row.ts';

/** The columns of an export, in this order in every format. `time` is `at` in ISO 8601, UTC. */
const columns = [
  'seq',
  'at',
  'time',
  'kind',
  'outcome',
  'personId',
  'claimedId',
  'distance',
  'threshold',
  'code',
  'source',
  'detail',
  'actor',
  'prev',
  'hash',
] as const;
type Cell = string | number | null;

/** How rows become text: what comes first, and each row's line with its end. */
export interface RowsFormat {
  readonly header: string;
  readonly line: (row: ChainedRow) => string;
}

/** One JSON object a line. */
const jsonl: RowsFormat = {
  header: '',
  line: (row) => {
    const cells = cellsOf(row);
    return `${JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, cells[at]])))}\n`;
  },
};

/** RFC 4180, with a header; texts in quotes. */
const csv: RowsFormat = {
  header: `${columns.join(',')}\r\n`,
  line: (row) => `${cellsOf(row).map(csvCell).join(',')}\r\n`,
};

export const rowsFormats = { jsonl, csv } as const;

function cellsOf(row: ChainedRow): Cell[] {
  const more = { time: timeOf(row.at), prev: hexOf(row.prev), hash: hexOf(row.hash) };
  const all: Record<(typeof columns)[number], Cell> = { ...row, ...more };
  return columns.map((name) => all[name]);
}

/** What a spreadsheet would take for a formula, or for the beginning of one. */
const formula = /^[=+\-@\t\r\n]/u;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A time that is none stays a number only. */
function timeOf(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
