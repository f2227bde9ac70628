/** The shapes of states. Colour only repeats what shape and the word beside it say. */
export type MarkKind = 'granted' | 'denied' | 'fault' | 'waiting' | 'done';
