import type { CommandLine, OnBeforeRequestListenerDetails, Session } from 'electron';
import { isOurs } from './origin.ts';

type ResourceType = OnBeforeRequestListenerDetails['resourceType'];

/** A proxy that cannot exist: what slips past the request filter ends there, loopback included. */
const deadEnd = {
  mode: 'fixed_servers',
  proxyRules: 'threshold.invalid:9',
  proxyBypassRules: '<-loopback>',
} as const;

/** Chromium resolves no name at all: neither for pages nor for itself. Before the app is ready. */
export function cutNameResolution(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** Lets pages of a session load nothing but the station's own files. */
export function cutNetwork(
  session: Pick<Session, 'webRequest' | 'setProxy'>,
  options: { devTools: boolean },
): void {
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) =>
    answer({ cancel: !mayLoad(url, resourceType, options) }),
  );
  void session.setProxy(deadEnd);
}

/** `blob:` and `data:` never leave the process; they may be looked at, not run or navigated to. */
function mayLoad(
  url: string,
  resourceType: ResourceType,
  { devTools }: { devTools: boolean },
): boolean {
  if (isOurs(url)) return true;
  if (url.startsWith('blob:') && isOurs(url.slice('blob:'.length))) {
    return ['image', 'media', 'xhr'].includes(resourceType);
  }
  if (url.startsWith('data:')) return resourceType === 'image';
  return devTools && url.startsWith('devtools://devtools/');
}
