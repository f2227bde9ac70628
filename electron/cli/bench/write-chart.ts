import { writeFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { log } from './bench-set.ts';

/**
 * Writes a drawing, and its points as JSON beside it.
 * Errors: invalid-request where it cannot be written there.
 */
export async function writeChart(
  svgPath: string,
  svg: string,
  points: unknown,
): Promise<Result<void>> {
  const jsonPath = svgPath.replace(/(\.svg)?$/i, '.json');
  try {
    await writeFile(svgPath, svg);
    await writeFile(jsonPath, `${JSON.stringify(points, null, 2)}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return fail('invalid-request', `the drawing cannot be written: ${reason}`);
  }
  log(`Wrote ${svgPath} and ${jsonPath}`);
  return ok(undefined);
}
