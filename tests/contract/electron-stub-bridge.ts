/**
 * What Electron's contextBridge makes of a value: plain data is copied, functions become proxies
 * whose arguments and results cross the same way, everything with a class of its own is refused.
 */
export function bridged(value: unknown): unknown {
  if (typeof value === 'function') return proxied(value as (...args: unknown[]) => unknown);
  if (value instanceof Promise) return value.then(bridged, (cause) => Promise.reject(plain(cause)));
  if (Array.isArray(value)) return value.map(bridged);
  if (isPlainObject(value)) {
    const copies = Object.entries(value).map(([key, member]) => [key, bridged(member)] as const);
    return Object.freeze(Object.fromEntries(copies));
  }
  if (typeof value === 'symbol') throw new TypeError('Symbols do not cross the context bridge');
  return structuredClone(value);
}

function proxied(original: (...args: unknown[]) => unknown) {
  return (...args: unknown[]): unknown => {
    const copies = args.map(bridged);
    let result: unknown;
    try {
      result = original(...copies);
    } catch (cause) {
      throw plain(cause);
    }
    return bridged(result);
  };
}

function plain(cause: unknown): Error {
  return new Error(cause instanceof Error ? cause.message : 'unknown');
}

/** A class instance is no plain object, and structuredClone refuses it where it holds functions. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
