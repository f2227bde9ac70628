import type { Role } from './access.ts';
import type { Channel } from './channels.ts';

/**
 * Who may send a message. `anyone`: even before the station is set up or unlocked. `kiosk`: without
 * signing in, once it is open. Otherwise the roles named; an administrator may send everything.
 */
export interface Permission {
  readonly who: 'anyone' | 'kiosk' | readonly Exclude<Role, 'administrator'>[];
  /** Whether the operator's password is asked for once more. */
  readonly confirm?: true;
}

const administrator: Permission = { who: [] };
const confirmed: Permission = { who: [], confirm: true };
const enroller: Permission = { who: ['enroller'] };
const desk: Permission = { who: ['enroller', 'receptionist'] };
const auditor: Permission = { who: ['auditor'] };
const signedIn: Permission = { who: ['enroller', 'receptionist', 'auditor'] };
const anyone: Permission = { who: 'anyone' };
const kiosk: Permission = { who: 'kiosk' };

/** Each message with whom it is for. A new message without a row here does not compile. */
export const permissions = {
  'station.status': anyone,
  'station.doctor': auditor,
  'check.identify': kiosk,
  'check.verify': kiosk,
  'check.pin': kiosk,
  'check.end': kiosk,
  'camera.opened': kiosk,
  'enrol.assess': enroller,
  'enrol.person': enroller,
  'people.list': desk,
  'people.get': desk,
  'people.addPhotos': enroller,
  'people.picture': desk,
  'people.remove': { who: ['enroller'], confirm: true },
  'people.withdraw': { who: ['enroller'], confirm: true },
  'people.consent': enroller,
  'people.setPin': enroller,
  'people.setEnd': enroller,
  'people.export': { who: ['enroller'], confirm: true },
  'events.list': auditor,
  'log.verify': auditor,
  'log.export': { who: ['auditor'], confirm: true },
  'recognition.get': signedIn,
  'recognition.setRisk': confirmed,
  'packs.list': auditor,
  'packs.fetch': administrator,
  'packs.progress': signedIn,
  'packs.use': confirmed,
  'training.get': auditor,
  'training.start': administrator,
  'training.stop': administrator,
  'training.adopt': confirmed,
  'training.discard': administrator,
  'training.back': confirmed,
  'access.view': anyone,
  'access.begin': anyone,
  'access.unlock': anyone,
  'access.signIn': kiosk,
  'access.signOut': anyone,
  'access.confirm': signedIn,
  'access.touch': anyone,
  'access.changePassword': signedIn,
  'users.list': auditor,
  'users.add': confirmed,
  'users.change': confirmed,
  'users.remove': confirmed,
  'keys.view': auditor,
  'keys.rotate': confirmed,
  'keys.protect': confirmed,
  'keys.newRecovery': confirmed,
  'keys.recoveryKept': administrator,
  'backups.list': auditor,
  'backups.make': administrator,
  'backups.restore': confirmed,
  'backups.acceptLoss': confirmed,
  'privacy.view': auditor,
  'privacy.set': confirmed,
  'privacy.run': administrator,
  'privacy.document': auditor,
  'privacy.consentText': signedIn,
} as const satisfies Record<Channel, Permission>;

/** Whether a role may send a message at all; null is nobody signed in. */
export function mayRole(role: Role | null, channel: Channel): boolean {
  const { who }: Permission = permissions[channel];
  if (who === 'anyone' || who === 'kiosk' || role === 'administrator') return true;
  return role !== null && (who as readonly Role[]).includes(role);
}

export function needsConfirmation(channel: Channel): boolean {
  const { confirm }: Permission = permissions[channel];
  return confirm === true;
}
