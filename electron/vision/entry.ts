import { parseArgs } from 'node:util';
import { openParentPort } from './parent-port.ts';
import { startWorker } from './worker.ts';

/** The vision process. One entry for both hosts: Electron's utilityProcess and a forked Node. */
const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '' },
    manifest: { type: 'string', default: '' },
    pack: { type: 'string', default: '' },
    threads: { type: 'string', default: '1' },
  },
});
startWorker(openParentPort(), {
  modelsDir: values.models,
  manifestPath: values.manifest,
  pack: values.pack,
  threads: Number(values.threads),
});
