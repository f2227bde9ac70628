import type { Result, StationError } from '../contract/errors.ts';
import { unavailableLog } from './log/log-store.ts';
import type { Store } from './open-store.ts';

/** A store that answers everything with one error. `acceptLoss`: the way out, where there is one. */
export function unavailable(error: StationError, acceptLoss?: (at: number) => Result<void>): Store {
  const refuse = (): { ok: false; error: StationError } => ({ ok: false, error });
  return {
    people: {
      add: refuse,
      addTemplates: refuse,
      addMissingTemplates: refuse,
      mapTemplates: refuse,
      remove: refuse,
      withdraw: refuse,
      recordConsent: refuse,
      setEnd: refuse,
      get: refuse,
      list: refuse,
      gallery: refuse,
      picture: refuse,
      counts: refuse,
      withSeveral: refuse,
      revision: refuse,
      changes: refuse,
    },
    events: { append: refuse, list: refuse, newest: refuse },
    settings: { get: refuse, set: refuse, revision: refuse },
    photos: { people: refuse, of: refuse },
    users: {
      list: refuse,
      find: refuse,
      count: refuse,
      stampOf: refuse,
      add: refuse,
      addFirst: refuse,
      change: refuse,
      remove: refuse,
      signedIn: refuse,
      tries: { get: refuse, set: refuse },
    },
    log: unavailableLog(error),
    privacy: {
      consentText: refuse,
      consentTexts: refuse,
      setPolicy: refuse,
      memory: refuse,
      remember: refuse,
      keptPeople: refuse,
      countPhotosBefore: refuse,
      dropPhotosBefore: refuse,
      kept: refuse,
      missingConsents: refuse,
      lookAtSealed: refuse,
      openSample: refuse,
      subject: refuse,
    },
    pins: { find: refuse, set: refuse },
    examine: refuse,
    unreadable: refuse,
    standing: refuse,
    acceptLoss: acceptLoss ?? refuse,
    close: () => undefined,
  };
}
