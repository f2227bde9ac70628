import type { App, Session } from 'electron';
import { cutNetwork } from './network.ts';
import { isOurs } from './origin.ts';
import { guardPermissions } from './permissions.ts';

/** Chromium's code for a certificate that is refused. */
const refuseCertificate = -2;

/** Takes from a session all it does not need: network, downloads of others, TLS, devices, dictionaries. */
export function lockSession(session: Session, options: { devTools: boolean }): void {
  guardPermissions(session);
  cutNetwork(session, options);
  session.on('will-download', (event, item) => {
    if (!isOwnFile(item.getURL())) event.preventDefault();
  });
  session.setCertificateVerifyProc((_request, answer) => answer(refuseCertificate));
  session.setSpellCheckerEnabled(false);
}

/** What the page made itself, from what the station gave it; where it is saved, a person says. */
function isOwnFile(url: string): boolean {
  return url.startsWith('blob:') && isOurs(url.slice('blob:'.length));
}

/** No TLS connection is ever wanted, so no doubtful one is ever accepted. */
export function refuseCertificates(app: Pick<App, 'on'>): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
}
