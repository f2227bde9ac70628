import { registerHooks } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createHandle,
  type Caller,
  type HandleParts,
  type Handlers,
} from '../../electron/hosts/handle.ts';
import type { ServicesOptions } from '../../electron/hosts/open-services.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { createElectronStub, type ElectronStub, type StubWindow } from './electron-stub.ts';
import type { StubContents } from './electron-stub-page.ts';

/** A gate that lets everybody in: for tests of the way there. */
export const lettingIn: Omit<HandleParts, 'handlers'> = {
  gate: { admit: () => Promise.resolve({ ok: true, value: { actor: 'os:tester' } }) },
  as: (_actor, work) => work(),
  onUnexpected: () => undefined,
};

/** A station that answers everything with who asked, and remembers what it was told. */
export class EchoServices implements StationServices {
  readonly calls: { caller: Caller; channel: unknown; payload: unknown }[] = [];
  readonly forgotten: string[] = [];
  readonly listeners = new Set<Parameters<StationServices['onNotice']>[0]>();
  closed = false;
  readonly #handle = createHandle({
    ...lettingIn,
    handlers: new Proxy({} as Handlers, { get: () => this.#echo }),
  });
  readonly #echo = async () => ({ ok: true as const, value: {} });

  readonly handle: StationServices['handle'] = (caller, channel, payload) => {
    this.calls.push({ caller, channel, payload });
    return this.#handle(caller, channel, payload);
  };
  onNotice(listener: Parameters<StationServices['onNotice']>[0]): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
  forgetCaller(id: string): void {
    this.forgotten.push(id);
  }
  async close(): Promise<void> {
    this.closed = true;
  }
}

export interface StartedMain {
  readonly electron: ElectronStub;
  readonly services: EchoServices;
  readonly options: ServicesOptions;
  readonly dataDir: string;
  readonly window: StubWindow;
  readonly page: StubContents;
}

interface Run {
  readonly electron: ElectronStub;
  readonly openServices: (options: ServicesOptions) => Promise<StationServices>;
}

const runs = new Map<string, Run>();
const parts = {
  electron: 'stub:electron',
  './hosts/open-services.ts': 'stub:open-services',
} as const;
const entryPattern = /\/electron\/(main|preload)\.ts$/;
let hooked = false;

/** Runs the real electron/main.ts over a fresh stub until its window is open. */
export async function startMain(prepare?: (stub: ElectronStub) => void): Promise<StartedMain> {
  const dataDir = mkdtempSync(join(tmpdir(), 'threshold-electron-'));
  const electron = createElectronStub();
  const services = new EchoServices();
  let options: ServicesOptions | undefined;
  prepare?.(electron);
  await importOver(() => import('../../electron/main.ts'), ['--data', dataDir], {
    electron,
    openServices: async (given) => {
      options = given;
      return services;
    },
  });
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  electron.app.becomeReady();
  while (!electron.windows[0]?.visible && electron.app.exitCode === null) await tick();
  const [window] = electron.windows;
  if (!window || !options) throw new Error('main.ts opened no window');
  return { electron, services, options, dataDir, window, page: window.page };
}

/** Runs the real electron/preload.ts in a page, as its window's `preload` would. */
export async function runPreload(page: StubContents): Promise<void> {
  const electron = { module: page.preloadModules() } as unknown as ElectronStub;
  await importOver(() => import('../../electron/preload.ts'), [], {
    electron,
    openServices: () => Promise.reject(),
  });
}

/**
 * Evaluates an entry of electron/ anew, with 'electron' and the station resolved to this run's stubs.
 * One at a time: the hooks take the latest run for the one an entry belongs to.
 */
async function importOver(entry: () => Promise<unknown>, args: string[], run: Run): Promise<void> {
  if (!hooked) hookImports();
  hooked = true;
  const id = String(runs.size + 1);
  runs.set(id, run);
  const { argv, resourcesPath } = process;
  process.argv = [...argv.slice(0, 2), ...args];
  Object.assign(process, { resourcesPath: '/nowhere/resources' });
  try {
    await entry();
  } finally {
    process.argv = argv;
    Object.assign(process, { resourcesPath });
  }
}

export function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function hookImports(): void {
  Object.assign(globalThis, { electronStubRuns: runs });
  registerHooks({
    resolve(specifier, context, next) {
      if (context.parentURL === import.meta.url && entryPattern.test(specifier)) {
        const { url } = next(specifier, context);
        return { url: `${url}?run=${runs.size}`, format: 'module-typescript', shortCircuit: true };
      }
      const id = /\?run=(\d+)$/.exec(context.parentURL ?? '')?.[1];
      if (id === undefined || !Object.hasOwn(parts, specifier)) return next(specifier, context);
      const url = `${parts[specifier as keyof typeof parts]}?${id}`;
      return { url, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.startsWith('stub:')) return next(url, context);
      return { format: 'module', shortCircuit: true, source: stubSource(url) };
    },
  });
}

function stubSource(url: string): string {
  const id = url.slice(url.indexOf('?') + 1);
  const run = runs.get(id);
  const names = url.startsWith('stub:electron') ? Object.keys(run?.electron.module ?? {}) : [];
  const source = `const run = globalThis.electronStubRuns.get('${id}');`;
  if (names.length === 0) return `${source} export const { openServices } = run;`;
  return `${source} export const { ${names.join(', ')} } = run.electron.module;`;
}
