import { fail, ok, type Result } from '../../contract/errors.ts';

/** Errors: pin-weak. */
export function checkPin(pin: string): Result<void> {
  const weak = isRepetition(pin) || isRow(pin) || isYear(pin) || isColumn(pin);
  return weak ? fail('pin-weak') : ok(undefined);
}

/** 1111, 1212, 123123: some digits again and again, the last time perhaps in part. */
function isRepetition(pin: string): boolean {
  for (let period = 1; period <= pin.length / 2; period++) {
    if ([...pin].every((digit, at) => digit === pin[at % period])) return true;
  }
  return false;
}

/** 1234, 4321, 2468, 7890: the same step each time, from 9 on to 0 as on a keyboard. */
function isRow(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}

/** Somebody's year of birth, or this one. */
function isYear(pin: string): boolean {
  return /^(19|20)\d\d$/u.test(pin);
}

/** Down and up the middle of a keypad: among the twenty commonest, with no digit twice. */
function isColumn(pin: string): boolean {
  return pin === '2580' || pin === '0852';
}
