import { fail, ok, type Result } from '../../contract/errors.ts';

/** Two photos to compare, as `name/name_0001`, and whether they are of one person. */
export interface Pair {
  readonly one: string;
  readonly other: string;
  readonly same: boolean;
  readonly fold: number;
}

export interface PairList {
  readonly pairs: readonly Pair[];
  readonly folds: number;
}

/** Folds that a list without folds is dealt into (Huang et al., Labeled Faces in the Wild, 2007). */
const foldsDealt = 10;

/**
 * Reads the format of LFW's `pairs.txt`: a first line with the number of folds and of pairs of
 * each kind per fold, or with the number of pairs of each kind alone; then `name i j` for two
 * photos of one person and `name i other j` for two people, separated by tabs or spaces.
 * Errors: invalid-request, with the number of the line.
 */
export function parsePairs(text: string): Result<PairList> {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, fields: line.split(/[\t ]+/).filter(Boolean) }))
    .filter(({ fields }) => fields.length > 0);
  const [head, ...body] = lines;
  if (head === undefined) return fail('invalid-request', 'the list of pairs is empty');
  const plan = parseHead(head);
  if (!plan.ok) return plan;
  const { folds, perFold } = plan.value;
  const expected = (folds ?? 1) * perFold * 2;
  if (body.length !== expected) {
    return fail(
      'invalid-request',
      `the first line of the list promises ${expected} pairs, but there are ${body.length}`,
    );
  }
  const pairs: Pair[] = [];
  const dealt = { genuine: 0, impostor: 0 };
  for (const [index, line] of body.entries()) {
    const pair = parsePair(line);
    if (!pair.ok) return pair;
    const kind = pair.value.same ? 'genuine' : 'impostor';
    const fold = folds === null ? dealt[kind]++ % foldsDealt : Math.floor(index / (2 * perFold));
    pairs.push({ ...pair.value, fold });
  }
  return ok({ pairs, folds: folds ?? Math.min(foldsDealt, perFold) });
}

interface Line {
  readonly number: number;
  readonly fields: readonly string[];
}

/** `folds` is null where the list has none. */
function parseHead({ number, fields }: Line): Result<{ folds: number | null; perFold: number }> {
  const [first = null, second = null] = fields.map(wholeNumber);
  if (fields.length === 1 && first !== null) return ok({ folds: null, perFold: first });
  if (fields.length === 2 && first !== null && second !== null) {
    return ok({ folds: first, perFold: second });
  }
  return fault(number, 'is not "folds pairs-per-fold" or the number of pairs');
}

function parsePair({ number, fields }: Line): Result<Omit<Pair, 'fold'>> {
  const [name = '', first = '', third = '', fourth] = fields;
  if (fields.length < 3 || fields.length > 4) {
    return fault(number, 'is neither "name i j" nor "name i other j"');
  }
  const same = fourth === undefined;
  const [other, second] = same ? [name, third] : [third, fourth];
  if (wholeNumber(first) === null || wholeNumber(second) === null) {
    return fault(number, 'has something else where the number of a photo should be');
  }
  const pair = { one: photoKey(name, first), other: photoKey(other, second), same };
  if (pair.one === pair.other) return fault(number, 'compares a photo with itself');
  if (!same && name === other) return fault(number, 'calls one person two people');
  return ok(pair);
}

function photoKey(name: string, number: string): string {
  return `${name}/${name}_${String(Number(number)).padStart(4, '0')}`;
}

/** From 1 up; null for anything else. */
function wholeNumber(text: string): number | null {
  return /^0*[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function fault(line: number, what: string) {
  return fail('invalid-request', `line ${line} of the list of pairs ${what}`);
}
