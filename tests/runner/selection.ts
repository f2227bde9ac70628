/** Which stages and files `npm test -- WORD…` asks for; no word asks for all. */
export interface Selection {
  hasStage(stage: string): boolean;
  hasFile(path: string): boolean;
}

const staticStages = ['types', 'svelte', 'lint', 'format', 'unused', 'layers'];
const testStages = ['unit', 'contract', 'e2e'];

/**
 * A word that names a stage (or `static`, for all that run no test) chooses it; any other word
 * chooses the test files whose path contains it, in the chosen stages or in all.
 */
export function parseSelection(words: readonly string[]): Selection {
  const named = words.flatMap((word) => (word === 'static' ? staticStages : [word]));
  const stages = named.filter((word) => [...staticStages, ...testStages].includes(word));
  const parts = named.filter((word) => !stages.includes(word));
  const wanted = new Set(stages);
  const namesTests = testStages.some((stage) => wanted.has(stage));
  if (words.length === 0) for (const stage of staticStages) wanted.add(stage);
  if (words.length === 0 || (parts.length > 0 && !namesTests)) {
    for (const stage of testStages) wanted.add(stage);
  }
  return {
    hasStage: (stage) => wanted.has(stage),
    hasFile: (path) => parts.length === 0 || parts.some((part) => path.includes(part)),
  };
}
