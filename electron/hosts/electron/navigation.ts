import type { WebContents } from 'electron';
import { isOurs } from './origin.ts';

type GuardedContents = Pick<
  WebContents,
  'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'
>;

interface Navigation {
  readonly url: string;
  preventDefault(): void;
}

/** Keeps a page where it is: no other origin, no second window, no guest page, no peer connections. */
export function guardNavigation(
  contents: GuardedContents,
  openExternal: (url: string) => void,
): void {
  contents.on('will-navigate', stayHome);
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

function stayHome(navigation: Navigation): void {
  if (!isOurs(navigation.url)) navigation.preventDefault();
}
