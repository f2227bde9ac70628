import { homedir, platform } from 'node:os';
import { join } from 'node:path';

const folder = 'threshold-keys';
/** Names the folder where the usual one will not do, as for a service without a home. */
const variable = 'THRESHOLD_KEY_FOLDER';

/**
 * Where key files are kept: in the user's configuration, outside the data folder, so that a copy of
 * the data folder is no copy of the key.
 */
export function defaultKeyFolder(): string {
  const { env } = process;
  const named = env[variable];
  if (named) return named;
  const home = homedir();
  if (platform() === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), folder);
  }
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', folder);
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), folder);
}
