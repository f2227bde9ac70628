import type { PrivacyPolicy, Retention } from '../../electron/contract/trust.ts';

export const retentionKinds = [
  'templates',
  'photos',
  'events',
] as const satisfies readonly (keyof Retention)[];
export type RetentionKind = (typeof retentionKinds)[number];

/** Days a kind of data may be kept, as the contract bounds them. */
export const mostDays = 36_500;

/** What is offered where a kind that was kept without end gets a time again, days. */
const offeredDays: Readonly<Record<RetentionKind, string>> = {
  templates: '180',
  photos: '365',
  events: '90',
};

/** The privacy settings while they are being changed. Days are text: half of one may be typed. */
export class PrivacyForm {
  days = $state<Record<RetentionKind, string>>({ templates: '', photos: '', events: '' });
  endless = $state<Record<RetentionKind, boolean>>({
    templates: false,
    photos: false,
    events: false,
  });
  consentText = $state('');
  controller = $state('');
  contact = $state('');
  purpose = $state('');
  virtualCameras = $state<PrivacyPolicy['virtualCameras']>('refuse');
  #from = $state.raw<PrivacyPolicy | null>(null);

  /** Null until the settings are there. */
  get from(): PrivacyPolicy | null {
    return this.#from;
  }

  get changed(): boolean {
    return (
      this.#from !== null && JSON.stringify(this.#draft()) !== JSON.stringify(tidy(this.#from))
    );
  }

  daysInvalid(kind: RetentionKind): boolean {
    return !this.endless[kind] && daysOf(this.days[kind]) === null;
  }

  get consentInvalid(): boolean {
    return this.consentText.trim() === '';
  }

  get invalid(): boolean {
    return this.consentInvalid || retentionKinds.some((kind) => this.daysInvalid(kind));
  }

  /** The settings as they are to be; null while something cannot be taken. */
  get policy(): PrivacyPolicy | null {
    return this.invalid ? null : this.#draft();
  }

  /** Shows these settings. Changes under way stay, unless `anew`. */
  show(policy: PrivacyPolicy, anew = false): void {
    if (this.changed && !anew) return;
    this.#from = policy;
    for (const kind of retentionKinds) {
      const days = policy.retention[kind];
      this.endless[kind] = days === null;
      this.days[kind] = days === null ? offeredDays[kind] : String(days);
    }
    this.consentText = policy.consentText;
    this.controller = policy.controller;
    this.contact = policy.contact;
    this.purpose = policy.purpose;
    this.virtualCameras = policy.virtualCameras;
  }

  discard(): void {
    if (this.#from) this.show(this.#from, true);
  }

  #draft(): PrivacyPolicy {
    const kept = (kind: RetentionKind) => (this.endless[kind] ? null : daysOf(this.days[kind]));
    return tidy({
      retention: { templates: kept('templates'), photos: kept('photos'), events: kept('events') },
      consentText: this.consentText,
      controller: this.controller,
      contact: this.contact,
      purpose: this.purpose,
      virtualCameras: this.virtualCameras,
    });
  }
}

/** The days that are typed; null where it is no whole number that may be. */
export function daysOf(typed: string): number | null {
  const days = /^\d{1,5}$/u.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= mostDays ? days : null;
}

/** In one order and without spaces at the ends, so that two can be compared. */
function tidy(policy: PrivacyPolicy): PrivacyPolicy {
  const { templates, photos, events } = policy.retention;
  return {
    retention: { templates, photos, events },
    consentText: policy.consentText.trim(),
    controller: policy.controller.trim(),
    contact: policy.contact.trim(),
    purpose: policy.purpose.trim(),
    virtualCameras: policy.virtualCameras,
  };
}
