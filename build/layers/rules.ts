/** What one layer is made of and what it may import. Paths are relative to the repository. */
export interface Layer {
  readonly name: string;
  /** Folders (with a closing slash) and files that make it up; the longest match decides. */
  readonly files: readonly string[];
  /** Folders and files it may import besides its own. */
  readonly uses: readonly string[];
  /** Packages it may import; `node:*` stands for Node's own modules, `*` for any but those. */
  readonly packages: readonly string[];
  /** Packages it may never import, whatever `packages` says. */
  readonly never?: readonly string[];
  /** Whether it may import what it computes at run time, which no rule can check. */
  readonly computed?: boolean;
}

const contract = 'electron/contract/';
const manifest = 'native-models/manifest.ts';
const head = 'native-models/head.ts';
const training = 'native-models/training/';
const drivers = [
  'electron/vision/',
  'electron/gallery/',
  'electron/store/',
  'electron/doors/',
  'electron/audit/',
  'electron/vault/',
];
/** The use-cases and all below them: what hosts and the command line are put together from. */
const below = [
  'electron/station/',
  ...drivers,
  contract,
  manifest,
  head,
  training,
  'native-models/verify.ts',
];
/** Keys, access, log, backups, privacy: what hosts and the command line share. */
const trust = ['keys', 'access', 'log', 'backup', 'privacy'].map(
  (room) => `electron/hosts/${room}/`,
);
/** Lies with the browser host, and is what the doctor and the tests ask too. */
const findChromium = 'electron/hosts/browser/find-chromium.ts';
const preload = [
  'electron/preload.ts',
  'electron/hosts/electron/preload-api.ts',
  'electron/hosts/electron/ipc-names.ts',
];
const native = ['better-sqlite3', 'onnxruntime-node', 'sharp', 'ws'];

/** Imports point downwards only: hosts and cli, station, drivers, contract. */
export const layers: readonly Layer[] = [
  { name: 'contract', files: [contract], uses: [], packages: ['zod'] },
  { name: 'station', files: ['electron/station/'], uses: [contract], packages: [] },
  {
    name: 'vision',
    files: ['electron/vision/'],
    uses: [contract, manifest, head, 'native-models/onnx/external-data.ts'],
    packages: ['node:*', 'onnxruntime-node', 'sharp', 'zod'],
  },
  { name: 'gallery', files: ['electron/gallery/'], uses: [contract], packages: [] },
  {
    name: 'store',
    files: ['electron/store/'],
    uses: [contract, 'electron/audit/', 'electron/vault/'],
    packages: ['node:*', 'better-sqlite3'],
  },
  { name: 'doors', files: ['electron/doors/'], uses: [contract], packages: ['node:*'] },
  { name: 'audit', files: ['electron/audit/'], uses: [contract], packages: ['node:*'] },
  // Keys and seals: below the store, which keeps what they seal.
  {
    name: 'vault',
    files: ['electron/vault/'],
    uses: [contract],
    packages: ['node:*', 'better-sqlite3'],
  },
  {
    name: 'hosts',
    files: ['electron/hosts/'],
    uses: below,
    packages: ['node:*', '*'],
    never: ['electron'],
  },
  {
    name: 'hosts/browser',
    files: ['electron/hosts/browser/'],
    uses: ['electron/hosts/*', 'electron/hosts/training/', ...trust, ...below],
    packages: ['node:*', '*'],
    never: ['electron'],
  },
  {
    name: 'hosts/electron',
    files: ['electron/hosts/electron/', 'electron/main.ts'],
    uses: [
      'electron/hosts/*',
      'electron/hosts/electron/',
      'electron/hosts/training/',
      ...trust,
      ...below,
    ],
    packages: ['node:*', '*'],
  },
  // What a sandboxed preload is made of: no Node module can be had there.
  { name: 'preload', files: preload, uses: [contract], packages: ['electron'] },
  {
    name: 'cli',
    files: ['electron/cli/'],
    uses: [
      'electron/hosts/*',
      'electron/hosts/packs/',
      'electron/hosts/training/',
      ...trust,
      findChromium,
      ...below,
    ],
    packages: ['node:*', '*'],
    never: ['electron'],
  },
  {
    name: 'renderer',
    files: ['renderer/'],
    uses: [contract, 'build/icons/'],
    packages: ['*'],
    never: ['electron', ...native],
  },
  {
    name: 'training',
    files: [training],
    uses: [manifest, head, 'native-models/onnx/'],
    packages: ['node:*', 'onnxruntime-node'],
  },
  {
    name: 'native-models',
    files: ['native-models/'],
    uses: [],
    packages: ['node:*', '*'],
    never: ['electron'],
  },
  {
    name: 'build',
    files: ['build/'],
    uses: ['native-models/', findChromium],
    packages: ['node:*', '*'],
    never: ['electron'],
  },
  {
    name: 'tests',
    files: ['tests/'],
    uses: ['electron/', 'renderer/', 'native-models/', 'build/'],
    packages: ['node:*', '*'],
    computed: true,
  },
];
