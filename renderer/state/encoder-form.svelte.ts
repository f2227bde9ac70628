import type { TrainingRequest, TrainingView } from '../../electron/contract/training.ts';
import { encoderDefaults, marginLimits, minuteLimits } from './training-limits.ts';

type EncoderRequest = Extract<TrainingRequest, { kind: 'encoder' }>;

/** What the form of an encoder's training says. It outlives the page, so that nothing typed is lost. */
export class EncoderForm {
  folder = $state<string | null>(null);
  minutes = $state(String(encoderDefaults.minutes));
  size = $state<EncoderRequest['size']>(encoderDefaults.size);
  margin = $state(String(encoderDefaults.margin));
  mining = $state<EncoderRequest['mining']>(encoderDefaults.mining);
  resume = $state(false);
  #asked = $state.raw(false);

  /** Only what was sent off once is called wrong: nobody is corrected while typing. */
  get minutesInvalid(): boolean {
    return this.#asked && wholeWithin(this.minutes, minuteLimits) === null;
  }

  get marginInvalid(): boolean {
    return this.#asked && numberWithin(this.margin, marginLimits) === null;
  }

  /** The folder in use: the chosen one while it is there, else the first. */
  chosen(folders: TrainingView['folders']): string | null {
    const names = folders.map(({ name }) => name);
    if (this.folder !== null && names.includes(this.folder)) return this.folder;
    return names[0] ?? null;
  }

  /** What to ask the station for; null where something is missing or wrong, which then shows. */
  request(folders: TrainingView['folders']): EncoderRequest | null {
    this.#asked = true;
    const folder = this.chosen(folders);
    const minutes = wholeWithin(this.minutes, minuteLimits);
    const margin = numberWithin(this.margin, marginLimits);
    if (folder === null || minutes === null || margin === null) return null;
    const { size, mining, resume } = this;
    return { kind: 'encoder', folder, minutes, size, margin, mining, resume };
  }
}

interface Limits {
  readonly least: number;
  readonly most: number;
}

function wholeWithin(typed: string, limits: Limits): number | null {
  return /^\s*\d+\s*$/u.test(typed) ? numberWithin(typed, limits) : null;
}

/** A decimal with a point or a comma; null where it is none, or beyond the limits. */
function numberWithin(typed: string, { least, most }: Limits): number | null {
  if (!/^\s*\d*[.,]?\d+\s*$/u.test(typed)) return null;
  const value = Number(typed.replace(',', '.'));
  return value >= least && value <= most ? value : null;
}
