const shape = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** First millisecond of a day as a date field writes it ("2026-11-25"), local; null where it is none. */
export function dayStart(day: string): number | null {
  return momentOf(day, 0);
}

/** Last millisecond of the same. */
export function dayEnd(day: string): number | null {
  const next = momentOf(day, 1);
  return next === null ? null : next - 1;
}

/** The day of a moment as a date field takes it. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function momentOf(day: string, daysLater: number): number | null {
  const [, year, month, date] = shape.exec(day) ?? [];
  if (year === undefined) return null;
  const at = new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime();
  return Number.isFinite(at) ? at : null;
}
