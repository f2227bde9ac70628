import type { CheckMode, Dial } from '../../electron/contract/recognition.ts';

/**
 * The contract's dials and what each promises, repeated here so that the page need not carry the
 * schema library; a unit test holds them equal to the contract's.
 */
export const dialNames = ['convenience', 'balanced', 'strict', 'custom'] as const satisfies Dial[];

export const modeNames = ['identify', 'verify'] as const satisfies CheckMode[];

export const dialRisks: Readonly<
  Record<CheckMode, Readonly<Record<Exclude<Dial, 'custom'>, number>>>
> = {
  verify: { convenience: 1e-4, balanced: 1e-5, strict: 1e-6 },
  identify: { convenience: 1e-2, balanced: 1e-3, strict: 1e-4 },
};

/** The N of "1 in N" that a target of one's own may have. */
export const oddsLimits = { least: 2, most: 1e9 } as const;
