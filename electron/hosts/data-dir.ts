import { homedir, platform } from 'node:os';
import { join } from 'node:path';

const folder = 'threshold';

/** The user's application data folder for this product, as each system has it. */
export function defaultDataDir(): string {
  const { env } = process;
  const home = homedir();
  if (platform() === 'win32') {
    return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), folder);
  }
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', folder);
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), folder);
}
