import { ScryptPasswords } from '../../electron/hosts/access/passwords.ts';
import { LogKeeper } from '../../electron/hosts/log/log-keeper.ts';
import { Privacy } from '../../electron/hosts/privacy/privacy.ts';
import { fail } from '../../electron/contract/errors.ts';
import { LogRepository } from '../../electron/store/log-repository.ts';
import { PinRepository } from '../../electron/store/pin-repository.ts';
import { PrivacyRepository } from '../../electron/store/privacy-repository.ts';
import { UserRepository } from '../../electron/store/user-repository.ts';
import { cheapCost } from './cheap-cost.ts';
import { along, encoder, madeStation } from './made-station.ts';

export const day = 24 * 3600 * 1000;

/** Privacy over a real database and vault in memory, at a time that the test sets. */
export function madePrivacy(path?: string) {
  const station = madeStation({}, path);
  const { db, vault, log: eventLog } = station;
  const time = { now: Date.now(), tick: 0 };
  const clock = { now: () => time.now, tick: () => time.tick };
  /** Both clocks go on together. */
  const pass = (ms: number): void => {
    time.now += ms;
    time.tick += ms;
  };
  const store = {
    privacy: new PrivacyRepository(db, { vault, log: eventLog, settings: station.settings }),
    pins: new PinRepository(db, { vault, log: eventLog }),
    users: new UserRepository(db, eventLog),
  };
  const log = new LogKeeper(new LogRepository(db, eventLog), clock);
  const privacy = new Privacy({
    ...station,
    ...store,
    ...{ log, clock, keys: vault, version: '0.0.0' },
    recognition: { get: () => fail('model-missing') },
    hasher: new ScryptPasswords(cheapCost),
    pause: () => Promise.resolve(),
  });
  /** Enrols somebody now, with one template and, if wished, a kept photo. */
  const enrol = (id: string, { photo = false } = {}): void => {
    const at = time.now;
    const about = { encoderSha256: encoder.sha256, quality: 0.8, source: 'a.jpg', createdAt: at };
    const jpeg = new TextEncoder().encode(`the face of ${id}`);
    const photos = photo ? [{ jpeg, source: 'a.jpg', createdAt: at }] : [];
    const added = station.people.add(
      { id, name: `Name of ${id}`, consent: 'signed a form', enrolledAt: at },
      [{ ...about, encoding: along(0) }],
      photos,
      [],
    );
    if (!added.ok) throw new Error(added.error.message);
  };
  return { ...station, ...store, store: store.privacy, privacy, log, clock, time, pass, enrol };
}
