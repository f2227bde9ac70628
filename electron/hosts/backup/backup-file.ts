import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { privateMode } from '../../vault/private-file.ts';
import {
  headerBytes,
  headerOf,
  isAuthentic,
  keysOf,
  openBackupFile,
  readAt,
  type BackupHeader,
  type ReadHeader,
} from './backup-header.ts';
import { chunkBytes, headerTag, StreamOpener, StreamSealer, tagBytes } from './sealed-stream.ts';

/**
 * Seals a file into a new one, chunk by chunk; both are on the disk when it returns. Gives the SHA-256 of
 * what went in. @throws what the file system throws
 */
export function sealFile(
  plain: string,
  target: string,
  header: Omit<BackupHeader, 'version'>,
  secret: Uint8Array,
): Buffer {
  const keys = keysOf(header, secret);
  const raw = headerBytes(header);
  const sealer = new StreamSealer(keys, raw);
  const hash = createHash('sha256');
  const source = openSync(plain, 'r');
  const out = openSync(target, 'wx', privateMode);
  try {
    write(out, Buffer.concat([raw, headerTag(keys, raw)]));
    const { size } = fstatSync(source);
    for (let at = 0; at < size; at += chunkBytes) {
      const chunk = readAt(source, at, chunkBytes);
      hash.update(chunk);
      write(out, sealer.seal(chunk, at + chunkBytes >= size));
    }
    fsyncSync(out);
  } finally {
    closeSync(out);
    closeSync(source);
  }
  return hash.digest();
}

/** A backup that was read as a whole. */
export interface OpenedBackup {
  readonly header: BackupHeader;
  /** SHA-256 of the database in it. */
  readonly sha256: Buffer;
}

/**
 * Reads a whole backup and proves every byte of it; `onChunk` gets what is in it, in order, before the
 * end is proved. Errors: file codes, backup-invalid, backup-newer, backup-foreign (another secret).
 * @throws what the file system and `onChunk` throw
 */
export function openBackup(
  path: string,
  secret: Uint8Array,
  onChunk: (plain: Buffer) => void = () => undefined,
): Result<OpenedBackup> {
  const opened = openBackupFile(path);
  if (!opened.ok) return opened;
  try {
    const read = headerOf(opened.value);
    return read.ok ? openChunks(opened.value, read.value, secret, onChunk) : read;
  } finally {
    closeSync(opened.value);
  }
}

function openChunks(
  file: number,
  read: ReadHeader,
  secret: Uint8Array,
  onChunk: (plain: Buffer) => void,
): Result<OpenedBackup> {
  const keys = keysOf(read.header, secret);
  if (!isAuthentic(read, keys)) return fail('backup-invalid');
  const opener = new StreamOpener(keys, read.raw);
  const hash = createHash('sha256');
  const { size } = fstatSync(file);
  const step = chunkBytes + tagBytes;
  let bytes = 0;
  for (let at = read.end; at < size; at += step) {
    const plain = opener.open(readAt(file, at, step), at + step >= size);
    if (!plain) return fail('backup-invalid');
    hash.update(plain);
    bytes += plain.byteLength;
    onChunk(plain);
  }
  // A file without its chunks has no last one that could say so.
  if (bytes !== read.header.bytes) return fail('backup-invalid');
  return ok({ header: read.header, sha256: hash.digest() });
}

/** Decrypts a backup into a new file, on the disk when it returns. Errors and throws: as `openBackup`. */
export function unsealFile(path: string, target: string, secret: Uint8Array): Result<OpenedBackup> {
  const out = openSync(target, 'wx', privateMode);
  try {
    const opened = openBackup(path, secret, (plain) => write(out, plain));
    if (opened.ok) fsyncSync(out);
    return opened;
  } finally {
    closeSync(out);
  }
}

function write(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at);
}
