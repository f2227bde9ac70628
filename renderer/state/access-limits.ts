/**
 * The contract's names and bounds as the forms need them. They are repeated here so that the page
 * need not carry the schema library; a unit test holds them equal to the contract's.
 */
export const roleNames = ['administrator', 'enroller', 'receptionist', 'auditor'] as const;
export const protectionNames = ['keychain', 'passphrase', 'file'] as const;

export const secretLength = 1024;
export const userNameLength = 40;
export const userNamePattern = /^[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,39}$/u;

/** Who proved to know the passphrase or the recovery key: a colon marks that they are no user. */
export const recoveryName = ':recovery';
