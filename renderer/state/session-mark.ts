import type { SessionMark } from './access.svelte.ts';

const key = 'signed-in';

/** Kept for as long as the tab: in `sessionStorage`. */
export function sessionMark(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): SessionMark {
  return {
    get: () => storage.getItem(key) !== null,
    set: (signedIn) => (signedIn ? storage.setItem(key, '1') : storage.removeItem(key)),
  };
}
