import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Whether this process listens on an address that other computers can reach; null where the system does
 * not tell. Linux says it in /proc (proc(5), /proc/net/tcp): state 0A is listening, the address is
 * hexadecimal in host order.
 */
export function listeningElsewhere(): boolean | null {
  try {
    const own = ownSockets();
    return ['/proc/self/net/tcp', '/proc/self/net/tcp6'].some((table) =>
      readFileSync(table, 'ascii')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/u))
        .some((fields) => isOpen(fields, own)),
    );
  } catch {
    return null;
  }
}

const listening = '0A';
/** 127.0.0.0/8 and ::1, and the first as an IPv6 address. */
const loopback = /^(?:.{6}7F|0{24}01000000|0{16}FFFF0000.{6}7F)$/u;

function isOpen(fields: readonly string[], own: ReadonlySet<string>): boolean {
  const [, local = '', , state] = fields;
  const inode = fields[9] ?? '';
  const [address = ''] = local.split(':');
  return state === listening && own.has(inode) && !loopback.test(address);
}

/** Inodes of the sockets that this process has open. */
function ownSockets(): Set<string> {
  const sockets = new Set<string>();
  for (const descriptor of readdirSync('/proc/self/fd')) {
    const inode = socketInode(`/proc/self/fd/${descriptor}`);
    if (inode !== null) sockets.add(inode);
  }
  return sockets;
}

/** Null where it is no socket, or closed meanwhile. */
function socketInode(path: string): string | null {
  try {
    return /^socket:\[(\d+)\]$/u.exec(readlinkSync(path))?.[1] ?? null;
  } catch {
    return null;
  }
}
