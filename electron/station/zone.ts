import { fail, ok, type Result } from '../contract/errors.ts';
import type { Box } from '../contract/observation.ts';
import { zoneSchema } from '../contract/zone.ts';
import type { Clock, SettingsStore } from './interfaces.ts';
import { settingEvent } from './operator-event.ts';

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

/** Sets the zone, or with null lifts it, and logs it. Errors: invalid-request, store codes. */
export function writeZone(
  zone: Box | null,
  { settings, clock }: { readonly settings: SettingsStore; readonly clock: Clock },
): Result<Box | null> {
  if (zone !== null && !zoneSchema.safeParse(zone).success) {
    return fail('invalid-request', 'a zone is given in shares of the picture, 0 to 1');
  }
  const written = settings.set(
    'zone',
    JSON.stringify(zone),
    settingEvent('zone', clock.now(), detailOf(zone)),
  );
  return written.ok ? ok(zone) : written;
}

/** As the command that sets it has it. */
function detailOf(zone: Box | null): string {
  return zone === null ? 'clear' : [zone.x, zone.y, zone.width, zone.height].join(' ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
