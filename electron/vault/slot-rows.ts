import { associatedData } from './associated-data.ts';
import { seal, unseal } from './seal.ts';
import { SealError } from './seal-error.ts';
import { boxFor, publicBytes } from './sealed-box.ts';
import { slotKinds, type NewSlot, type Slot, type SlotKind } from './slot.ts';
import { boxedFor } from './station-key.ts';
import type { Sqlite } from './vault-file.ts';

/** A station key, with what its boxes are bound to. */
export interface NamedKey {
  readonly stationId: string;
  readonly keyId: string;
  readonly key: Uint8Array;
}

interface SlotRow {
  readonly id: string;
  readonly kind: string;
  readonly since: number;
  readonly salt: Buffer;
  readonly cost: string | null;
  readonly token: Buffer | null;
  readonly public_key: Buffer;
  readonly private_key: Buffer;
  readonly proof: Buffer;
}

/** @throws SealError for a slot of a kind there is not */
export function readSlots(db: Sqlite): (Slot & { readonly since: number })[] {
  return rowsOf(db).map((row) => ({
    id: row.id,
    kind: kindOf(row.kind),
    since: row.since,
    salt: row.salt,
    cost: row.cost === null ? null : costOf(row.cost),
    token: row.token,
    publicKey: row.public_key,
    privateKey: row.private_key,
  }));
}

/** Adds a slot and boxes the station key for it. */
export function insertSlot(db: Sqlite, slot: NewSlot, key: NamedKey, since: number): void {
  const { authority, ...kept } = slot;
  db.prepare(
    `INSERT INTO slots (id, kind, since, salt, cost, token, public_key, private_key, station_key, proof)
     VALUES (@id, @kind, @since, @salt, @cost, @token, @publicKey, @privateKey, @box, @proof)`,
  ).run({
    ...kept,
    since,
    cost: slot.cost === null ? null : JSON.stringify(slot.cost),
    box: boxFor(slot, key.key, boxedFor(key.stationId, slot.id, key.keyId)),
    proof: seal(
      key.key,
      Buffer.concat([slot.publicKey, authority]),
      provenFor(key.stationId, slot),
    ),
  });
}

/**
 * Boxes the next station key for every slot there is.
 * @throws SealError where a slot was not made by this station
 */
export function boxAnew(db: Sqlite, old: Uint8Array, next: NamedKey): void {
  const update = db.prepare('UPDATE slots SET station_key = ?, proof = ? WHERE id = ?');
  for (const slot of rowsOf(db)) {
    const bound = provenFor(next.stationId, slot);
    const proof = unseal(old, slot.proof, bound);
    const publicKey = proof.subarray(0, publicBytes);
    if (!publicKey.equals(slot.public_key)) {
      throw new SealError('A slot of the keys was slipped in.');
    }
    const address = { publicKey, authority: proof.subarray(publicBytes) };
    const box = boxFor(address, next.key, boxedFor(next.stationId, slot.id, next.keyId));
    update.run(box, seal(next.key, proof, bound), slot.id);
  }
}

/** The way in first, the recovery key last. */
function rowsOf(db: Sqlite): SlotRow[] {
  return db.prepare<[], SlotRow>(`SELECT * FROM slots ORDER BY kind = 'recovery', since, id`).all();
}

function provenFor(stationId: string, { id, kind }: { id: string; kind: string }): Buffer {
  return associatedData('slot of the station', stationId, id, kind);
}

function kindOf(text: string): SlotKind {
  const kind = slotKinds.find((known) => known === text);
  if (kind === undefined) throw new SealError('A slot of the keys is of no known kind.');
  return kind;
}

/** What is no cost at all becomes one that is acceptable nowhere. */
function costOf(text: string): { N: number; r: number; p: number } {
  try {
    const { N, r, p } = Object(JSON.parse(text)) as Record<string, unknown>;
    return { N: Number(N), r: Number(r), p: Number(p) };
  } catch {
    return { N: NaN, r: NaN, p: NaN };
  }
}
