import type { MediaAccessPermissionRequest, PermissionCheckHandlerHandlerDetails } from 'electron';
import type { Session } from 'electron';
import { isOurs } from './origin.ts';

type GuardedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
>;

/** Denies everything but the camera, and that to our own top frame only. */
export function guardPermissions(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayCapture(permission, details)),
  );
  session.setPermissionCheckHandler((contents, permission, origin, details) =>
    contents === null ? false : mayAskForCamera(permission, origin, details),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
}

/** The decision that starts a capture: exactly one medium, video. */
function mayCapture(permission: string, details: MediaAccessPermissionRequest): boolean {
  if (permission !== 'media' || !details.isMainFrame) return false;
  if (!isOurs(details.requestingUrl) || !isOurs(details.securityOrigin)) return false;
  return details.mediaTypes?.length === 1 && details.mediaTypes[0] === 'video';
}

/**
 * Chromium's question ahead of a capture, which starts none. Electron also asks it for pan, tilt and
 * zoom, under the same name and without a media type, so an absent type passes and 'audio' does not.
 */
function mayAskForCamera(
  permission: string,
  requestingOrigin: string,
  details: PermissionCheckHandlerHandlerDetails,
): boolean {
  if (permission !== 'media' || !details.isMainFrame) return false;
  if (details.mediaType !== undefined && details.mediaType !== 'video') return false;
  const stated = [details.securityOrigin, details.embeddingOrigin].filter((it) => it !== undefined);
  return [requestingOrigin, details.requestingUrl, ...stated].every(isOurs);
}
