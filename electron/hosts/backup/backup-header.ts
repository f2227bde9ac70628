import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { z } from 'zod';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { firstSealedSchema } from '../../store/database.ts';
import type { OpenVault } from '../../vault/vault.ts';
import { fileFault } from '../file-fault.ts';
import { headerTag, streamKeys, tagBytes, type StreamKeys } from './sealed-stream.ts';

/** First bytes of every backup. */
const magic = Buffer.from('THRSBKUP');
const lengthBytes = 4;
/** Bytes of a header at most: one that says more is not ours. */
const maxHeaderBytes = 4096;
const formatVersion = 1;

const headerSchema = z.strictObject({
  version: z.literal(formatVersion),
  stationId: z.string().regex(/^[0-9a-f]{16}$/u),
  /** Schema of the database in it. */
  schema: z.int().min(1),
  madeAt: z.int(),
  people: z.int().min(0),
  events: z.int().min(0),
  /** Bytes of the database in it. */
  bytes: z.int().min(1),
  /** 32 random bytes of its own, in hexadecimal digits. */
  salt: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** What a backup says of itself, readable without a key, and sealed against changes. */
export type BackupHeader = z.infer<typeof headerSchema>;

/** A header as it stands in a file: magic, length, JSON. */
export function headerBytes(header: Omit<BackupHeader, 'version'>): Buffer {
  const json = Buffer.from(JSON.stringify({ version: formatVersion, ...header }));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(json.byteLength);
  return Buffer.concat([magic, length, json]);
}

/** A header that was read. Whether it is true, only the station's secret can tell: `isAuthentic`. */
export interface ReadHeader {
  readonly header: BackupHeader;
  readonly raw: Uint8Array;
  readonly tag: Uint8Array;
  /** Where the first chunk begins. */
  readonly end: number;
}

export function isAuthentic({ raw, tag }: ReadHeader, keys: StreamKeys): boolean {
  return headerTag(keys, raw).equals(tag);
}

/**
 * What seals a backup of this schema: of before people had keys of their own, with one that is
 * destroyed when somebody is erased. @throws what SQLite or a seal throws
 */
export function backupSecret(vault: Pick<OpenVault, 'secret'>, schema: number): Buffer {
  return vault.secret(schema >= firstSealedSchema ? 'backup' : 'backup-unsealed');
}

/** Keys of a backup, by the secret of the station that made it. */
export function keysOf(header: Pick<BackupHeader, 'salt'>, secret: Uint8Array): StreamKeys {
  return streamKeys(secret, Buffer.from(header.salt, 'hex'));
}

/**
 * Reads the header of a file. Errors: file-not-found, file-unreadable, not-a-file, backup-invalid,
 * backup-newer.
 */
export function readHeader(path: string): Result<ReadHeader> {
  const opened = openBackupFile(path);
  if (!opened.ok) return opened;
  try {
    return headerOf(opened.value);
  } catch (cause) {
    return { ok: false, error: fileFault(cause, 'The backup') };
  } finally {
    closeSync(opened.value);
  }
}

/** An open file; the caller closes it. Errors: as `readHeader`. */
export function openBackupFile(path: string): Result<number> {
  let file: number;
  try {
    // Looked at first: opening a pipe would wait for whoever writes to it.
    if (!statSync(path).isFile()) return fail('not-a-file');
    file = openSync(path, 'r');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    return fail(code === 'ENOENT' || code === 'ENOTDIR' ? 'file-not-found' : 'file-unreadable');
  }
  if (fstatSync(file).isFile()) return ok(file);
  closeSync(file);
  return fail('not-a-file');
}

/** Errors: backup-invalid, backup-newer. @throws what the file system throws */
export function headerOf(file: number): Result<ReadHeader> {
  const start = readAt(file, 0, magic.byteLength + lengthBytes);
  if (!start.subarray(0, magic.byteLength).equals(magic)) return fail('backup-invalid');
  if (start.byteLength < magic.byteLength + lengthBytes) return fail('backup-invalid');
  const length = start.readUInt32BE(magic.byteLength);
  if (length > maxHeaderBytes) return fail('backup-invalid');
  const jsonEnd = start.byteLength + length;
  const raw = readAt(file, 0, jsonEnd);
  const tag = readAt(file, jsonEnd, tagBytes);
  if (raw.byteLength < jsonEnd || tag.byteLength < tagBytes) return fail('backup-invalid');
  const header = parsed(raw.subarray(start.byteLength));
  return header.ok ? ok({ header: header.value, raw, tag, end: jsonEnd + tagBytes }) : header;
}

function parsed(json: Buffer): Result<BackupHeader> {
  let value: unknown;
  try {
    value = JSON.parse(json.toString('utf8'));
  } catch {
    return fail('backup-invalid');
  }
  const version = z.object({ version: z.int() }).safeParse(value);
  if (version.success && version.data.version > formatVersion) return fail('backup-newer');
  const header = headerSchema.safeParse(value);
  return header.success ? ok(header.data) : fail('backup-invalid');
}

/** As many bytes as there are, at most `length`. */
export function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
