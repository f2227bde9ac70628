import { delimiter, join } from 'node:path';

/**
 * Settings of an outer npm that would change what an inner `npm ci` installs, where, or whether
 * it speaks. Those about reaching the registry (proxy, certificates, cache) are kept.
 */
const unwanted = new Set(
  (
    'also arch before cpu dev dry_run engine_strict force global global_style if_present ' +
    'ignore_scripts include include_workspace_root install_links install_strategy json ' +
    'legacy_bundling legacy_peer_deps libc local_prefix location loglevel long omit only optional ' +
    'os package_lock package_lock_only parseable platform prefer_dedupe prefix production save ' +
    'shrinkwrap silent strict_peer_deps timing workspace workspaces'
  ).split(' '),
);

/**
 * The environment for `npm ci`.
 * @param {NodeJS.ProcessEnv} env
 */
export function npmEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isUnwanted(name)));
}

/** @param {string} name */
function isUnwanted(name) {
  if (name === 'NODE_ENV') return true;
  const setting = /^npm_config_(.*)$/i.exec(name)?.[1];
  return setting !== undefined && unwanted.has(setting.toLowerCase().replaceAll('-', '_'));
}

/**
 * The environment for our own scripts: the project's tools come first on the path.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root
 */
export function childEnvironment(env, root) {
  return withFirstOnPath(env, join(root, 'node_modules', '.bin'));
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 */
export function withFirstOnPath(env, folder) {
  // Windows spells the variable `Path`; a second spelling would be ignored or win by chance.
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const rest = (env[key] ?? '').split(delimiter).filter((part) => part !== '' && part !== folder);
  return { ...env, [key]: [folder, ...rest].join(delimiter) };
}
