/**
 * A place in the chain that something outside the rows vouches for: the hash of row `seq`, and of the
 * row before it. Both 32 bytes.
 */
export interface Anchor {
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}

/** Where the log ends, kept beside the rows and in the head file, under the station's MAC. */
export interface Tail extends Anchor {
  readonly mac: Uint8Array;
}

/** An anchor signed with the station's Ed25519 key. */
export interface SignedHead extends Anchor {
  /** When it was signed, ms. */
  readonly at: number;
  readonly signature: Uint8Array;
}

/** What stands for the rows that retention has dropped; `seq` is the last of them. */
export interface Stub extends SignedHead {
  /** Rows dropped so far, all together. */
  readonly dropped: number;
}

/** What is marked or signed of each, in a JSON array of fixed order; the purpose comes first. */
export function tailText(stationId: string, tail: Anchor): string {
  return text('threshold-log-tail', stationId, tail);
}

export function headText(stationId: string, head: Omit<SignedHead, 'signature'>): string {
  return text('threshold-log-head', stationId, head, head.at);
}

export function stubText(stationId: string, stub: Omit<Stub, 'signature'>): string {
  return text('threshold-log-stub', stationId, stub, stub.at, stub.dropped);
}

/** Version of the three forms. */
const version = 1;

function text(purpose: string, stationId: string, anchor: Anchor, ...more: number[]): string {
  return JSON.stringify([
    purpose,
    version,
    stationId,
    anchor.seq,
    Buffer.from(anchor.prev).toString('hex'),
    Buffer.from(anchor.hash).toString('hex'),
    ...more,
  ]);
}
