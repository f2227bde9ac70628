import { closeSync, constants, fchmodSync, openSync, readFileSync, writeSync } from 'node:fs';
import { hashBytes } from './log-row.ts';
import type { Tail } from './anchor.ts';

/** For its owner only, as the database. */
const fileMode = 0o600;
/** Bytes of the file: it always has the same length, so that writing it anew is one write in place. */
const fileBytes = 512;

/**
 * Where the log ended when it was last written to, in a file beside the database. It is written after
 * each commit and not synced: after a power cut it may be behind the database, never ahead of it.
 */
export class LogHeadFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Null where there is none that can be read. Whether its MAC is right, the reader checks. */
  read(): Tail | null {
    try {
      return parsed(readFileSync(this.#path, 'utf8'));
    } catch {
      return null;
    }
  }

  /** False where it cannot be written: the log goes on without it. */
  write(tail: Tail): boolean {
    const { O_CREAT, O_WRONLY } = constants;
    try {
      const file = openSync(this.#path, O_CREAT | O_WRONLY, fileMode);
      try {
        if (process.platform !== 'win32') fchmodSync(file, fileMode);
        writeSync(file, lineOf(tail), 0);
      } finally {
        closeSync(file);
      }
      return true;
    } catch {
      return false;
    }
  }
}

function lineOf({ seq, prev, hash, mac }: Tail): Buffer {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const line = JSON.stringify({ version: 1, seq, prev: hex(prev), hash: hex(hash), mac: hex(mac) });
  return Buffer.from(`${line.padEnd(fileBytes - 1)}\n`);
}

function parsed(text: string): Tail | null {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return null;
  const { version, seq, prev, hash, mac } = value as Record<string, unknown>;
  const anchor = { prev: bytesOf(prev), hash: bytesOf(hash), mac: bytesOf(mac) };
  if (version !== 1 || !Number.isSafeInteger(seq)) return null;
  if (!anchor.prev || !anchor.hash || !anchor.mac) return null;
  return { seq: Number(seq), prev: anchor.prev, hash: anchor.hash, mac: anchor.mac };
}

function bytesOf(hex: unknown): Buffer | null {
  const bytes = typeof hex === 'string' ? Buffer.from(hex, 'hex') : null;
  return bytes?.byteLength === hashBytes ? bytes : null;
}
