import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { associatedData } from '../../electron/vault/associated-data.ts';
import { newRecoveryKey, readRecoveryKey } from '../../electron/vault/recovery-key.ts';
import {
  isAcceptable,
  keyFromPassphrase,
  usualCost,
  type ScryptCost,
} from '../../electron/vault/scrypt-cost.ts';
import { SealError } from '../../electron/vault/seal-error.ts';
import { boxFor, newBoxPair, unbox } from '../../electron/vault/sealed-box.ts';
import { makeSlot, openByPassphrase } from '../../electron/vault/slot.ts';
import { cheapCost } from '../support/cheap-cost.ts';

describe('what a seal is bound to', () => {
  it('is other bytes for every other list of fields', () => {
    const lists = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      ['', 'abc'],
      ['abc', ''],
      ['a', 'b', 'c'],
      [],
    ];
    const all = new Set(lists.map((fields) => associatedData(...fields).toString('hex')));
    assert.equal(all.size, lists.length);
  });
});

describe('a box for a public key', () => {
  const bound = Buffer.from('for this');
  const key = Buffer.alloc(32, 7);

  it('opens with its private key and for its purpose only', () => {
    const [mine, others] = [newBoxPair(), newBoxPair()];
    const box = boxFor(mine, key, bound);
    assert.deepEqual(unbox(mine.privateKey, box, bound), key);
    assert.throws(() => unbox(others.privateKey, box, bound), SealError);
    assert.throws(() => unbox(mine.privateKey, box, Buffer.from('for that')), SealError);
  });

  it('is made by nobody who knows the public key alone', () => {
    const { publicKey, privateKey } = newBoxPair();
    const { authority } = newBoxPair();
    const forged = boxFor({ publicKey, authority }, key, bound);
    assert.throws(() => unbox(privateKey, forged, bound), SealError);
  });

  it('does not open where any byte of it is another, or is missing', () => {
    const { privateKey, ...address } = newBoxPair();
    const box = boxFor(address, key, bound);
    for (let at = 0; at < box.byteLength; at++) {
      const altered = Buffer.from(box);
      altered[at] = (altered[at] ?? 0) ^ 1;
      assert.throws(() => unbox(privateKey, altered, bound), SealError, `byte ${at}`);
      assert.throws(() => unbox(privateKey, box.subarray(0, at), bound), SealError);
    }
  });
});

describe('what a passphrase costs', () => {
  it('is the usual where nobody says otherwise, and gives one key for what looks the same', async () => {
    const salt = Buffer.alloc(16);
    const [composed, decomposed, other] = await Promise.all(
      ['Schl\u00fcssel', 'Schlu\u0308ssel', 'Schluessel'].map((text) =>
        keyFromPassphrase(text, salt, cheapCost),
      ),
    );
    assert.deepEqual(composed, decomposed);
    assert.notDeepEqual(composed, other);
    assert.ok(isAcceptable(usualCost, usualCost));
  });

  it('is believed of a file neither where it is weaker nor where it would take all memory', () => {
    const { N, r, p } = usualCost;
    const refused: ScryptCost[] = [
      { N: N / 2, r, p },
      { N, r: r / 2, p },
      { N, r, p: 0 },
      { N: N + 1, r, p },
      { N: 2 ** 24, r, p },
      { N, r: 2 ** 12, p },
      { N, r, p: 1000 },
      { N: Number.NaN, r, p },
      { N, r: 8.5, p },
      { N: -N, r, p },
    ];
    for (const cost of refused) assert.equal(isAcceptable(cost, usualCost), false, `${cost.N}`);
    assert.ok(isAcceptable({ N: 2 * N, r, p }, usualCost));
  });

  it('of a slot that was altered is refused before anything is computed', async () => {
    const passphrase = 'several words do well';
    const { slot } = await makeSlot('s', { kind: 'passphrase', passphrase, cost: cheapCost });
    const opened = await openByPassphrase('s', slot, passphrase, cheapCost);
    assert.ok(opened.ok);
    const refused = await openByPassphrase('s', slot, passphrase, usualCost);
    assert.equal(!refused.ok && refused.error.code, 'keys-damaged');
  });
});

describe('a recovery key', () => {
  it('is read back however it is typed', () => {
    const key = newRecoveryKey();
    const secret = readRecoveryKey(key);
    assert.ok(secret.ok);
    assert.equal(secret.value.byteLength, 16);
    const typed = [
      key.toLowerCase(),
      key.replaceAll('-', ''),
      key.replaceAll('-', ' – '),
      ` ${key}\n`,
      key.replaceAll('0', 'O').replaceAll('1', 'l'),
    ];
    for (const text of typed) assert.deepEqual(readRecoveryKey(text), secret);
  });

  it('with one mistake is told from a whole one, whichever it is', () => {
    const key = newRecoveryKey();
    const plain = key.replaceAll('-', '');
    const mistakes = [
      ...[...plain].map((symbol, at) => {
        const other = symbol === 'X' ? 'Y' : 'X';
        return plain.slice(0, at) + other + plain.slice(at + 1);
      }),
      plain.slice(1),
      `${plain}7`,
      plain.replace(/^./, 'Ü'),
      '',
    ];
    for (const text of mistakes) {
      const read = readRecoveryKey(text);
      assert.equal(!read.ok && read.error.code, 'recovery-wrong', text);
    }
  });

  it('is another one each time', () => {
    assert.notEqual(newRecoveryKey(), newRecoveryKey());
  });
});
