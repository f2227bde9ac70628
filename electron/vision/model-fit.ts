import { ModelFault } from '../../native-models/manifest.ts';
import type { ModelPort, ModelSession } from './model-session.ts';

/** A model that cannot be used as its pack's entry says. `reason` goes on after a colon. */
export function unfit(file: string, reason: string): ModelFault {
  return new ModelFault(file, 'unfit', new Error(reason));
}

/** The input that the entry names, or the only one there is. @throws ModelFault */
export function soleInput({ file, entry, inputs }: ModelSession): ModelPort {
  return sole(file, 'input', inputs, entry.input.name);
}

/** The output that the entry names, or the only one there is. @throws ModelFault */
export function soleOutput({ file, entry, outputs }: ModelSession): ModelPort {
  return sole(file, 'output', outputs, entry.outputs[0]?.name);
}

/** @throws ModelFault when the model lacks one of these outputs. */
export function needOutputs({ file, outputs }: ModelSession, names: readonly string[]): void {
  const missing = names.find((name) => !outputs.some((output) => output.name === name));
  if (missing !== undefined) throw unfit(file, `no output '${missing}', but ${listed(outputs)}`);
}

/**
 * Checks the input's dimensions. A dimension that is chosen at run time fits every need; null
 * stands for one that must be chosen at run time. @throws ModelFault
 */
export function needDimensions(session: ModelSession, needed: readonly (number | null)[]): void {
  const { shape } = soleInput(session);
  const fits =
    shape.length === needed.length &&
    needed.every((need, axis) => typeof shape[axis] === 'string' || shape[axis] === need);
  if (fits) return;
  const wanted = needed.map((need) => need ?? 'any').join(', ');
  throw unfit(session.file, `input [${shape.join(', ')}], not [${wanted}]`);
}

function sole(
  file: string,
  what: string,
  ports: readonly ModelPort[],
  name: string | undefined,
): ModelPort {
  if (name === undefined) {
    const [only, ...others] = ports;
    if (only && others.length === 0) return only;
    throw unfit(file, `${ports.length} ${what}s, and its entry names none: ${listed(ports)}`);
  }
  const named = ports.find((port) => port.name === name);
  if (named === undefined) throw unfit(file, `no ${what} '${name}', but ${listed(ports)}`);
  return named;
}

function listed(ports: readonly ModelPort[]): string {
  return ports.map(({ name }) => `'${name}'`).join(', ');
}
