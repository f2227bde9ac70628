import { need, type Values } from './command.ts';

const dayForm = /^\d{4}-\d{2}-\d{2}$/u;
/** A day, or a moment; in UTC where no time zone is given. */
const form =
  /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/u;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * The span of time of `--from` and `--to`, ms since 1970, both included; undefined where not given.
 * A day without a time is the whole day, UTC. @throws Error in words
 */
export function spanFrom(values: Values): { from: number | undefined; to: number | undefined } {
  const from = values.from === undefined ? undefined : timeOf('from', values);
  const to = values.to === undefined ? undefined : timeOf('to', values);
  const end = to !== undefined && dayForm.test(need('to', values)) ? to + dayMs - 1 : to;
  if (from !== undefined && end !== undefined && end < from) {
    throw new Error('--to is before --from.');
  }
  return { from, to: end };
}

function timeOf(option: 'from' | 'to', values: Values): number {
  const text = need(option, values);
  const at = momentOf(text);
  if (at !== null) return at;
  throw new Error(`--${option} takes a day like 2026-11-25 or 2026-11-25T08:30, not "${text}".`);
}

/** Null for what is no time; 2026-02-31 would be a day in March. */
function momentOf(text: string): number | null {
  const [, day, time, zone] = form.exec(text) ?? [];
  if (day === undefined) return null;
  const midnight = new Date(`${day}T00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return null;
  const at = Date.parse(`${day}T${time ?? '00:00'}${zone ?? 'Z'}`);
  return Number.isNaN(at) ? null : at;
}
