import { fail, ok, type Result } from '../../contract/errors.ts';

/** In characters. NIST SP 800-63B asks for 8 where there is a second factor; here there is none. */
export const leastPasswordLength = 10;
/** Fewer different characters than this are one key held down, or two. */
const leastDifferent = 5;

/** Errors: password-weak. */
export function checkPassword(password: string, userName: string): Result<void> {
  const plain = password.normalize('NFKC');
  const characters = [...plain];
  const key = plain.toLowerCase();
  const weak =
    characters.length < leastPasswordLength ||
    new Set(characters).size < leastDifferent ||
    key === userName.normalize('NFKC').toLowerCase() ||
    isRow(key) ||
    commonest.has(key);
  return weak ? fail('password-weak') : ok(undefined);
}

/** Keys in a row: what a hand does by itself, forwards or backwards. */
const rows = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

function isRow(key: string): boolean {
  const back = [...key].toReversed().join('');
  return rows.some((row) => row.includes(key) || row.includes(back));
}

/** Of ten characters and more, the commonest in lists of leaked passwords, and what is likely here. */
const commonest: ReadonlySet<string> = new Set([
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qwertyuiop',
  'qwertyuiop123',
  'qwerty12345',
  'qwerty123456',
  'qwertz12345',
  'qwertzuiop',
  'qazwsxedcrfv',
  'zaq12wsxcde3',
  'abc1234567',
  'abcd123456',
  'abcde12345',
  'a123456789',
  'aa12345678',
  'asdfghjkl123',
  '123456789a',
  '1234567890a',
  '123123123123',
  '987654321a',
  'password12',
  'password123',
  'password1234',
  'password12345',
  'passw0rd123',
  'p@ssw0rd123',
  'password123!',
  'passwordpassword',
  'passwort12',
  'passwort123',
  'passwort1234',
  'meinpasswort',
  'changeme123',
  'letmein123',
  'letmein1234',
  'welcome123',
  'welcome1234',
  'willkommen',
  'willkommen1',
  'willkommen123',
  'hallo12345',
  'iloveyou12',
  'iloveyou123',
  'iloveyou1234',
  'ichliebedich',
  'princess123',
  'sunshine123',
  'football123',
  'baseball123',
  'superman123',
  'michelle123',
  'liverpool1',
  'mynoob1234',
  'trustno1trustno1',
  'administrator',
  'administrator1',
  'administrator123',
  'adminadmin',
  'admin12345',
  'admin123456',
  'threshold1',
  'threshold123',
  'schwelle123',
  'receptionist',
  'rezeption123',
  'frankfurt1',
  'deutschland',
  'deutschland1',
  'sommer2024',
  'sommer2025',
  'sommer2026',
  'summer2024',
  'summer2025',
  'summer2026',
  'winter2024',
  'winter2025',
  'winter2026',
]);
