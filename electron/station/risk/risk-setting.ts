import {
  dialTargets,
  riskSettingSchema,
  type CheckMode,
  type Dial,
  type RiskSetting,
} from '../../contract/recognition.ts';

const defaultDial = 'balanced';

/** What a dial means; a custom one keeps the target that was given. */
export function settingOf(mode: CheckMode, dial: Dial, target: number): RiskSetting {
  return { dial, target: dial === 'custom' ? target : dialTargets[mode][dial] };
}

/** What is kept in the settings; the default where nothing is. Null where it cannot be read. */
export function readRiskSetting(mode: CheckMode, text: string | null): RiskSetting | null {
  if (text === null) return settingOf(mode, defaultDial, 0);
  try {
    const { data } = riskSettingSchema.safeParse(JSON.parse(text));
    return data === undefined ? null : settingOf(mode, data.dial, data.target);
  } catch {
    return null;
  }
}
