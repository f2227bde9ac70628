import { layerViolations } from './layers/check.ts';
import { readSources } from './layers/sources.ts';
import { root } from './root.ts';

const violations = layerViolations(readSources(root));
for (const violation of violations) console.error(violation);
if (violations.length > 0) process.exitCode = 1;
