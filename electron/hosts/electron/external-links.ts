import type { Shell } from 'electron';

/** Every page outside the station that it may ever hand to the system's browser. */
export const externalLinks = { licence: 'https://www.apache.org/licenses/LICENSE-2.0' } as const;

/** The address to hand to the system's browser, or null where it is not on the list. */
function externalTarget(url: string): string | null {
  const href = URL.parse(url)?.href;
  return Object.values(externalLinks).find((allowed) => allowed === href) ?? null;
}

/** Opens a listed page in the system's browser; anything else is dropped. */
export function externalOpener(
  shell: Pick<Shell, 'openExternal'>,
  log: (line: string) => void,
): (url: string) => void {
  return (url) => {
    const target = externalTarget(url);
    if (target === null)
      return log('electron: a link to a page that is not on the list was dropped');
    shell.openExternal(target).catch((cause: unknown) => log(`electron: ${String(cause)}`));
  };
}
