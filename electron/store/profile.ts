/** That a person agreed. Times are ms since 1970, UTC. */
export interface Consent {
  /** How and when, in the operator's words. */
  readonly note: string;
  /** When it was written down, and by whom: an actor; null in what is older than operators. */
  readonly at: number;
  readonly by: string | null;
  /** Version of the text they agreed to; null where there was none. */
  readonly textVersion: number | null;
  readonly withdrawnAt: number | null;
}

/** What is known of a person besides their face; kept sealed. */
export interface Profile {
  readonly name: string;
  /** Oldest first, never empty; the last one holds. */
  readonly consents: readonly Consent[];
}

export function profileToBytes(profile: Profile): Buffer {
  return Buffer.from(JSON.stringify(profile));
}

/** @throws Error where it is no profile, which a seal that opened rules out */
export function bytesToProfile(bytes: Buffer): Profile {
  const value = JSON.parse(bytes.toString('utf8')) as Partial<Profile> | null;
  const isProfile = typeof value?.name === 'string' && Array.isArray(value.consents);
  if (!isProfile || value.consents.length === 0) throw new Error('a profile that is none');
  return value as Profile;
}

/** The profile with its last consent withdrawn. */
export function withdrawn(profile: Profile, at: number): Profile {
  const consents = profile.consents.map((consent, index) =>
    index === profile.consents.length - 1 ? { ...consent, withdrawnAt: at } : consent,
  );
  return { ...profile, consents };
}
