import * as fc from 'fast-check';

/** Values that nobody who means well would send. */
export const strange = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withSparseArray: true }),
  fc.constantFrom<unknown>(
    null,
    undefined,
    Number.NaN,
    -0,
    2 ** 53,
    Infinity,
    '',
    '\u0000',
    [],
    {},
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('x'.repeat(100_000)),
  fc.constantFrom(
    '\ud800',
    '\u202egpj.exe',
    "'; DROP TABLE people; --",
    '<script>',
    '${1}',
    '../..',
  ),
);

/** The same value with the `at`th of its parts replaced. */
export function changed(value: unknown, at: number, by: unknown): unknown {
  const places = placesOf(value);
  const path = places[at % places.length] ?? [];
  return replaced(value, path, by);
}

function placesOf(value: unknown, path: readonly string[] = []): string[][] {
  const here = [[...path]];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return here;
  const inner = Object.entries(value).flatMap(([key, part]) => placesOf(part, [...path, key]));
  return [...here, ...inner, [...path, 'unknown']];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((part: unknown, at) => (String(at) === key ? replaced(part, rest, by) : part));
  }
  const parts = value as Readonly<Record<string, unknown>>;
  return { ...parts, [key]: replaced(parts[key], rest, by) };
}
