import {
  checkModes,
  dials,
  type CheckMode,
  type Recognition,
  type RiskSetting,
  type RiskView,
  targetLimits,
} from '../contract/recognition.ts';
import type { Result } from '../contract/errors.ts';
import { roundedUp } from '../station/risk/unsupported.ts';
import { exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';
import { table } from './table.ts';

export function showRisk(): RunCommand {
  return async (station) => riskOutcome(station.recognition.whole());
}

/** @throws Error in words where mode, dial or target is none. */
export function setRisk(
  mode: string,
  dial: string | undefined,
  target: string | undefined,
): RunCommand {
  const known = checkModes.find((one) => one === mode);
  if (known === undefined) throw new Error(`--mode is ${checkModes.join(' or ')}, not "${mode}".`);
  const setting = settingFrom(dial, target);
  return async (station) => {
    const set = station.recognition.setRisk(known, setting);
    return riskOutcome(set.ok ? station.recognition.whole() : set);
  };
}

export function showRecognition(): RunCommand {
  return async (station) => {
    const recognition = station.recognition.whole();
    if (!recognition.ok) return failed(recognition.error);
    const text = inWords(recognition.value);
    return { answer: recognition.value, text, exitCode: exitCodes.done };
  };
}

function settingFrom(dial: string | undefined, target: string | undefined): RiskSetting {
  if ((dial === undefined) === (target === undefined)) {
    throw new Error('Give either --dial or --target.');
  }
  if (target === undefined) {
    const known = dials.find((one) => one === dial && one !== 'custom');
    if (known !== undefined) return { dial: known, target: targetLimits.most };
    const names = dials.filter((one) => one !== 'custom').join(', ');
    throw new Error(`--dial is one of ${names}; any other risk is set with --target.`);
  }
  const value = target.trim() === '' ? NaN : Number(target);
  if (!(value >= targetLimits.least && value <= targetLimits.most)) {
    throw new Error(
      `--target is a share from ${targetLimits.least} to ${targetLimits.most} such as 1e-3, not "${target}".`,
    );
  }
  return { dial: 'custom', target: value };
}

function riskOutcome(recognition: Result<Recognition>): CommandOutcome {
  if (!recognition.ok) return failed(recognition.error);
  const { verify, identify } = recognition.value;
  const text = riskInWords(recognition.value);
  return { answer: { verify, identify }, text, exitCode: exitCodes.done };
}

function riskInWords({ verify, identify, people }: Recognition): string {
  const rows = [
    ['mode', 'dial', 'at most', 'threshold', 'expected FNMR', 'supported', 'strictest possible'],
    row('verify', verify),
    row('identify', identify),
  ];
  return `${table(rows)}\nwith ${people} people enrolled`;
}

function row(mode: CheckMode, view: RiskView): string[] {
  return [
    mode,
    view.dial,
    `${mode === 'verify' ? 'FMR' : 'FPIR'} ${shortly(view.target)}`,
    view.threshold.toFixed(4),
    `${(100 * view.fnmr).toFixed(1)} %`,
    view.supported ? 'yes' : 'no: the strictest threshold holds',
    roundedUp(view.leastTarget),
  ];
}

/** A share as people write it: 1e-5, 2.5e-3. */
function shortly(share: number): string {
  return Number(share.toPrecision(3)).toExponential();
}

function inWords(recognition: Recognition): string {
  const { pack, reference, growth, site } = recognition;
  const measured = reference
    ? `measured ${reference.date} on ${reference.name}`
    : 'not measured, so nothing matches';
  const steps = growth.map(({ people, threshold, fnmr, supported }) => [
    `${people} people`,
    `threshold ${threshold.toFixed(4)}`,
    `FNMR ${(100 * fnmr).toFixed(1)} %`,
    supported ? '' : 'not supported',
  ]);
  const closest = site.closest.map(({ one, other, distance }) => [
    distance.toFixed(4),
    `${one.name} (${one.id})`,
    `${other.name} (${other.id})`,
  ]);
  return [
    `pack ${pack.name}, compared by ${pack.comparator}, ${measured}`,
    ...['', riskInWords(recognition), '', table(steps)],
    ...(closest.length > 0 ? ['', 'most alike here:', table(closest)] : []),
    ...(site.stricter ? ['', 'The people enrolled here called for a stricter threshold.'] : []),
  ].join('\n');
}
