import type { TrainingPoint, TrainingProgress, TrainingStage } from '../contract/training.ts';
import type { Tell } from './outcome.ts';

/** Where progress is written: stderr, or what stands in for it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Off a terminal a line says how far it is no more often than this, ms. */
const pauseMs = 5000;
const barLength = 24;
const narrowest = 40;

const stageWords: Readonly<Record<TrainingStage, string>> = {
  reading: 'reading',
  training: 'training',
  measuring: 'measuring',
};

/**
 * How far a training is. With JSON asked for, every look is a JSON line on stdout. Otherwise
 * `stream` gets a line for each look at the people held out, and a bar: on a terminal one that stays at
 * its end, elsewhere a line now and then.
 */
export class ProgressLines {
  readonly #tell: Tell;
  readonly #stream: ProgressStream;
  /** Ms of a steady clock. */
  readonly #tick: () => number;
  #latest = -Infinity;
  #stage: TrainingStage | null = null;
  #bar = 0;

  constructor(tell: Tell, stream: ProgressStream, tick: () => number) {
    this.#tell = tell;
    this.#stream = stream;
    this.#tick = tick;
  }

  show(progress: TrainingProgress): void {
    if (this.#tell.json) return this.#tell.line(progress);
    const { point } = progress;
    if (point !== null && point.accuracy !== null) this.note(lookInWords(point));
    const bar = barOf(progress);
    if (this.#stream.isTTY) return this.#drawBar(bar);
    const isDue = this.#stage !== progress.stage || this.#tick() >= this.#latest + pauseMs;
    if (!isDue) return;
    this.#stage = progress.stage;
    this.#latest = this.#tick();
    this.#stream.write(`${bar}\n`);
  }

  /** A line for people that stays; never part of the answer. */
  note(line: string): void {
    this.end();
    this.#stream.write(`${line}\n`);
  }

  /** Takes the bar away: what follows begins on a line of its own. */
  end(): void {
    if (this.#bar > 0) this.#stream.write(`\r${' '.repeat(this.#bar)}\r`);
    this.#bar = 0;
  }

  #drawBar(bar: string): void {
    const room = Math.max(narrowest, this.#stream.columns ?? narrowest) - 1;
    const text = bar.slice(0, room);
    this.#stream.write(`\r${text}${' '.repeat(Math.max(0, this.#bar - text.length))}`);
    this.#bar = text.length;
  }
}

function barOf({ stage, done, secondsLeft, imagesPerSecond, point }: TrainingProgress): string {
  const full = Math.round(barLength * done);
  const bar = '█'.repeat(full) + '░'.repeat(barLength - full);
  const parts = [
    `${stageWords[stage].padEnd('measuring'.length)} ${bar} ${String(Math.floor(100 * done)).padStart(3)} %`,
    secondsLeft === null ? '' : `${durationInWords(secondsLeft)} left`,
    imagesPerSecond === null ? '' : `${Math.round(imagesPerSecond)} images/s`,
    ...(point === null ? [] : lossInWords(point)),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function lookInWords(point: TrainingPoint): string {
  const { seconds, accuracy } = point;
  const right = accuracy === null ? [] : [`${percent(accuracy, 1)} right on people held out`];
  return [durationInWords(seconds).padStart('10:00'.length), ...lossInWords(point), ...right].join(
    '  ',
  );
}

function lossInWords({ loss, active }: TrainingPoint): string[] {
  return [
    `loss ${loss.toFixed(4)}`,
    ...(active === null ? [] : [`${percent(active, 0)} of triplets active`]),
  ];
}

/** m:ss, or h:mm:ss. */
export function durationInWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

export function percent(share: number, digits: number): string {
  return `${(100 * share).toFixed(digits)} %`;
}
