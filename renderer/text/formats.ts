const dayMs = 24 * 60 * 60 * 1000;

/** Dates, times and numbers in the form of one locale. Months are words, so no date is ambiguous. */
export class Formats {
  readonly locale: string;
  readonly #time: Intl.DateTimeFormat;
  readonly #timeSeconds: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #longDate: Intl.DateTimeFormat;
  readonly #dateTime: Intl.DateTimeFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  readonly #integer: Intl.NumberFormat;
  readonly #distance: Intl.NumberFormat;
  readonly #milliseconds: Intl.NumberFormat;
  readonly #percent: Intl.NumberFormat;
  readonly #rate: Intl.NumberFormat;
  readonly #compact: Intl.NumberFormat;
  readonly #megabytes: Intl.NumberFormat;
  readonly #share: Intl.NumberFormat;
  readonly #short: Intl.NumberFormat;
  readonly #points: Intl.NumberFormat;
  readonly #hours: Intl.NumberFormat;
  readonly #minutes: Intl.NumberFormat;
  readonly #seconds: Intl.NumberFormat;

  constructor(locale: string) {
    this.locale = locale;
    const clock = { hour: 'numeric', minute: '2-digit' } as const;
    const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
    this.#time = new Intl.DateTimeFormat(locale, clock);
    this.#timeSeconds = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' });
    this.#date = new Intl.DateTimeFormat(locale, day);
    this.#longDate = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
    this.#dateTime = new Intl.DateTimeFormat(locale, { ...day, ...clock });
    this.#relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    this.#integer = new Intl.NumberFormat(locale);
    const three = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
    this.#distance = new Intl.NumberFormat(locale, three);
    const ms = { style: 'unit', unit: 'millisecond', unitDisplay: 'short' } as const;
    this.#milliseconds = new Intl.NumberFormat(locale, {
      ...ms,
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    this.#percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    this.#rate = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 });
    this.#compact = new Intl.NumberFormat(locale, { notation: 'compact' });
    this.#megabytes = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'megabyte',
      maximumFractionDigits: 1,
    });
    const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    this.#share = new Intl.NumberFormat(locale, { style: 'percent', ...tenths });
    this.#short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
    this.#points = new Intl.NumberFormat(locale, { ...tenths, signDisplay: 'exceptZero' });
    const unit = (name: string) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumFractionDigits: 0 });
    [this.#hours, this.#minutes, this.#seconds] = [unit('hour'), unit('minute'), unit('second')];
  }

  time(at: number): string {
    return this.#time.format(at);
  }

  timeSeconds(at: number): string {
    return this.#timeSeconds.format(at);
  }

  date(at: number): string {
    return this.#date.format(at);
  }

  longDate(at: number): string {
    return this.#longDate.format(at);
  }

  dateTime(at: number): string {
    return this.#dateTime.format(at);
  }

  /** "Today" and "Yesterday" in words, every other day as a date. */
  day(at: number, now: number): string {
    const days = Math.round((startOfDay(at) - startOfDay(now)) / dayMs);
    if (days > 0 || days < -1) return this.date(at);
    const word = this.#relative.format(days, 'day');
    return word.charAt(0).toLocaleUpperCase(this.locale) + word.slice(1);
  }

  integer(value: number): string {
    return this.#integer.format(value);
  }

  distance(value: number): string {
    return this.#distance.format(value);
  }

  milliseconds(value: number): string {
    return this.#milliseconds.format(value);
  }

  /** `share` is 0 to 1. */
  percent(share: number): string {
    return this.#percent.format(share);
  }

  /** A share of which the order of magnitude matters, with two significant digits. */
  rate(share: number): string {
    return this.#rate.format(share);
  }

  /** A round number in little room: "10K". */
  compact(value: number): string {
    return this.#compact.format(value);
  }

  megabytes(bytes: number): string {
    return this.#megabytes.format(bytes / 1e6);
  }

  /** `share` is 0 to 1; with one decimal, so that those of a table can be compared. */
  share(share: number): string {
    return this.#share.format(share);
  }

  /** A number of any size, with three significant digits. */
  short(value: number): string {
    return this.#short.format(value);
  }

  /** A difference of two shares in percentage points, with its sign. */
  points(difference: number): string {
    return this.#points.format(difference * 100).replace('-', '\u2212');
  }

  /** Seconds below a minute, minutes below an hour, else hours and minutes. */
  duration(seconds: number): string {
    if (seconds < 59.5) return this.#seconds.format(Math.round(seconds));
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return this.#minutes.format(minutes);
    const hours = this.#hours.format(Math.floor(minutes / 60));
    return minutes % 60 === 0 ? hours : `${hours} ${this.#minutes.format(minutes % 60)}`;
  }
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
