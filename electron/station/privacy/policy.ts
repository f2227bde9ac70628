import { fail, ok, type Result } from '../../contract/errors.ts';
import { privacyPolicySchema, type PrivacyPolicy } from '../../contract/trust.ts';
import type { Clock, SettingsStore } from '../interfaces.ts';
import type { PrivacyStore } from './interfaces.ts';
import { policyEvent } from './privacy-event.ts';

interface PolicyParts {
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly privacy: Pick<PrivacyStore, 'consentText' | 'setPolicy'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * In days. Half a year after somebody came last they are likely not to come again; a photo serves the next
 * encoder, which comes within a year; three months show a dispute about a door, and are what a log that
 * says who came when can be kept for without another reason (WP 2/2017 of the Article 29 Working
 * Party asks for no longer than needed, and names no number).
 */
export const defaultRetention = { templates: 180, photos: 365, events: 90 } as const;

const defaultPolicy: Omit<PrivacyPolicy, 'consentText'> = {
  retention: defaultRetention,
  controller: '',
  contact: '',
  purpose: '',
  virtualCameras: 'refuse',
};

/**
 * The policy in force. One that cannot be read is an error and no default: what is erased by a default
 * that nobody chose does not come back. Errors: store codes.
 */
export function readPolicy({ settings, privacy }: PolicyParts): Result<PrivacyPolicy> {
  const text = privacy.consentText();
  if (!text.ok) return text;
  const value = settings.get('privacy');
  if (!value.ok) return value;
  if (value.value === null) return ok({ ...defaultPolicy, consentText: text.value.text });
  const policy = privacyPolicySchema.safeParse(parseJson(value.value));
  return policy.success ? ok(policy.data) : fail('store-damaged', 'the privacy policy is not one');
}

/** Sets the policy and logs which parts changed. A changed consent text is a new version. */
export function writePolicy(policy: PrivacyPolicy, parts: PolicyParts): Result<void> {
  const checked = privacyPolicySchema.safeParse(policy);
  if (!checked.success) return fail('invalid-request', 'this is no privacy policy');
  const before = readPolicy(parts);
  // A policy that cannot be read is what this one is to replace.
  const changed = before.ok ? changes(before.value, checked.data) : ['all'];
  if (changed.length === 0) return ok(undefined);
  const event = policyEvent(parts.clock.now(), changed.join(', '));
  return parts.privacy.setPolicy(JSON.stringify(checked.data), checked.data.consentText, event);
}

function changes(before: PrivacyPolicy, after: PrivacyPolicy): string[] {
  const days = (value: number | null): string => (value === null ? 'never' : `${value} d`);
  const kinds = ['templates', 'photos', 'events'] as const;
  const kept = kinds
    .filter((kind) => before.retention[kind] !== after.retention[kind])
    .map((kind) => `${kind} ${days(after.retention[kind])}`);
  const texts = (['consentText', 'controller', 'contact', 'purpose', 'virtualCameras'] as const)
    .filter((part) => before[part] !== after[part])
    .map((part) => (part === 'virtualCameras' ? `virtual cameras ${after[part]}` : words[part]));
  return [...kept, ...texts];
}

const words = {
  consentText: 'consent text',
  controller: 'controller',
  contact: 'contact',
  purpose: 'purpose',
} as const;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
