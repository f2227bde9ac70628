/**
 * `data`: nothing to learn from; `too-few`: too few people to learn from and to test on; `memory`:
 * it does not fit; `checkpoint`: what was saved is of another training, or is damaged.
 */
export type TrainingFaultKind = 'data' | 'too-few' | 'memory' | 'checkpoint';

/** Why a training cannot begin or go on. The message names no path and is a detail, no sentence. */
export class TrainingFault extends Error {
  override readonly name = 'TrainingFault';
  readonly kind: TrainingFaultKind;

  constructor(kind: TrainingFaultKind, detail: string) {
    super(detail);
    this.kind = kind;
  }
}
