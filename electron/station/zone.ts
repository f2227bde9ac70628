import { ok, type Result } from '../contract/errors.ts';
import type { Box } from '../contract/observation.ts';
import { zoneSchema } from '../contract/zone.ts';
import type { SettingsStore } from './interfaces.ts';

/**
 * Where the subject may stand, in shares of the picture; null for anywhere. A setting that cannot
 * be read counts as anywhere: the zone says whom the camera is meant for, and guards nothing.
 * Errors: store codes.
 */
export function readZone(settings: Pick<SettingsStore, 'get'>): Result<Box | null> {
  const text = settings.get('zone');
  if (!text.ok) return text;
  const zone = zoneSchema.safeParse(parseJson(text.value ?? 'null'));
  return ok(zone.success ? zone.data : null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
