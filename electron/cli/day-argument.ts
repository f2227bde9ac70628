/**
 * The beginning of a day such as 2026-11-25, in the time zone of the computer, ms since 1970.
 * @throws Error in words where it is none
 */
export function dayFrom(text: string): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  // 2026-02-31 would be a day in March.
  if (date.getMonth() !== Number(month) - 1 || date.getDate() !== Number(day)) {
    throw new Error(`A day is given like 2026-11-25, or as "never", not "${text}".`);
  }
  return date.getTime();
}
