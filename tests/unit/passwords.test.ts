import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScryptPasswords } from '../../electron/hosts/access/passwords.ts';
import { checkPassword } from '../../electron/station/access/password-rules.ts';
import { cheapCost } from '../support/cheap-cost.ts';

const passwords = new ScryptPasswords(cheapCost);
const password = 'drei rote Äpfel';

test('a password matches its own hash and no other', async () => {
  const hash = await passwords.hash(password);
  assert.equal(await passwords.matches(password, hash), true);
  assert.equal(await passwords.matches(`${password}!`, hash), false);
  assert.equal(await passwords.matches('', hash), false);
  assert.notEqual(await passwords.hash(password), hash);
  assert.ok(!hash.includes(password));
});

test('the same characters from another keyboard are the same password', async () => {
  const hash = await passwords.hash(password.normalize('NFC'));
  assert.equal(await passwords.matches(password.normalize('NFD'), hash), true);
});

test('a hash says what it cost, so that another cost can be set later', async () => {
  const hash = await passwords.hash(password);
  assert.match(hash, /^scrypt\$16\$1\$1\$/);
  const dearer = new ScryptPasswords({ N: 32, r: 2, p: 1 });
  assert.equal(await dearer.matches(password, hash), true);
});

test('what is no hash of ours matches nothing and asks for no memory', async () => {
  const [, , , , salt, hash] = (await passwords.hash(password)).split('$');
  const strange = [
    null,
    '',
    password,
    `bcrypt$16$1$1$${salt}$${hash}`,
    `scrypt$16$1$1$${salt}$`,
    `scrypt$16$1$1$${salt}$${hash}$more`,
    `scrypt$17$1$1$${salt}$${hash}`,
    `scrypt$0$1$1$${salt}$${hash}`,
    `scrypt$NaN$1$1$${salt}$${hash}`,
    `scrypt$1073741824$8$1$${salt}$${hash}`,
    `scrypt$16$1$1000000$${salt}$${hash}`,
  ];
  for (const text of strange)
    assert.equal(await passwords.matches(password, text), false, text ?? '');
});

test('a wrong password, an unknown user and a broken hash cost the same hash', async () => {
  const counted = new ScryptPasswords({ N: 2 ** 12, r: 8, p: 1 });
  const known = await counted.hash(password);
  const order: string[] = [];
  // They stand in one line: each has had its own turn of hashing when the next one is answered.
  const ask = (name: string, hash: string | null): Promise<void> =>
    counted.matches('wrong', hash).then(() => void order.push(name));
  await Promise.all([ask('known', known), ask('unknown', null), ask('broken', 'x')]);
  assert.deepEqual(order, ['known', 'unknown', 'broken']);
});

test('short, common and obvious passwords are refused', () => {
  const weak = [
    'short',
    'ninechars',
    'password123',
    'PASSWORD123',
    'aaaaaaaaaaaa',
    'abababababab',
    '1234567890',
    '9876543210',
    'qwertyuiop',
    'Willkommen123',
    'ana.berger.1970',
  ];
  for (const text of weak) {
    const checked = checkPassword(text, 'Ana.Berger.1970');
    assert.equal(checked.ok ? 'ok' : checked.error.code, 'password-weak', text);
  }
  for (const text of ['drei rote Äpfel', 'Zaun-Specht-41', 'correct horse battery']) {
    assert.ok(checkPassword(text, 'ana').ok, text);
  }
});
