import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** One test's end, as one line of JSON in the file that the runner reads. */
export interface TestRecord {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly title: string;
  /** The error of a failed test, the reason of a skipped one. */
  readonly detail: string;
}

/** node:test's reporter for tests/run.ts. Suites and parents count only by what is in them. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  /** Titles of the tests that are open, outermost first. */
  const open: string[] = [];
  for await (const event of events) {
    if (event.type === 'test:start') open.splice(event.data.nesting, Infinity, event.data.name);
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const title = [...open.slice(0, event.data.nesting), event.data.name].join(' › ');
    const ended = event.type === 'test:pass' ? passed(event.data) : failed(event.data);
    if (ended !== null) yield `${JSON.stringify({ title, ...ended } satisfies TestRecord)}\n`;
  }
}

type Ended = Omit<TestRecord, 'title'>;

function passed(test: EventData.TestPass): Ended | null {
  const left = leftOut(test);
  if (left !== null) return left;
  return test.details.type === 'suite' ? null : { outcome: 'passed', detail: '' };
}

function failed(test: EventData.TestFail): Ended | null {
  const left = leftOut(test);
  if (left !== null) return left;
  const { error } = test.details;
  // The tests inside have been counted by themselves.
  if ('failureType' in error && error.failureType === 'subtestsFailed') return null;
  return { outcome: 'failed', detail: inspect(error.cause ?? error, { depth: 8 }) };
}

function leftOut({ skip, todo }: EventData.TestPass | EventData.TestFail): Ended | null {
  if (skip !== undefined && skip !== false) return { outcome: 'skipped', detail: reason(skip) };
  if (todo !== undefined && todo !== false) {
    return { outcome: 'skipped', detail: `to do: ${reason(todo)}` };
  }
  return null;
}

function reason(given: string | boolean): string {
  return typeof given === 'string' ? given : 'no reason given';
}
