import assert from 'node:assert/strict';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { childEnvironment, npmEnvironment } from '../../build/bootstrap/environment.mjs';
import { npmCommand } from '../../build/bootstrap/npm.mjs';

describe('the environment of an inner npm ci', () => {
  it('drops what would change which packages come, however it is spelt', () => {
    const outer = {
      NODE_ENV: 'production',
      npm_config_omit: 'dev',
      NPM_CONFIG_PRODUCTION: 'true',
      'npm_config_ignore-scripts': 'false',
      npm_config_loglevel: 'silent',
      npm_config_prefix: '/somewhere',
    };
    assert.deepEqual(npmEnvironment(outer), {});
  });

  it('keeps the way to the registry', () => {
    const outer = { npm_config_https_proxy: 'p', npm_config_cafile: 'c', npm_config_cache: 'd' };
    assert.deepEqual(npmEnvironment({ ...outer, HOME: '/home/a' }), { ...outer, HOME: '/home/a' });
  });
});

describe('the environment of our own scripts', () => {
  const bin = join('/clone', 'node_modules', '.bin');

  it('has the project’s tools first on the path, once', () => {
    const { PATH } = childEnvironment({ PATH: ['/usr/bin', bin].join(delimiter) }, '/clone');
    assert.equal(PATH, [bin, '/usr/bin'].join(delimiter));
  });

  it('keeps Windows’ spelling of the variable', () => {
    const env = childEnvironment({ Path: 'C' }, '/clone');
    assert.deepEqual(Object.keys(env), ['Path']);
  });
});

describe('the npm to install with', () => {
  it('is the one on the path where none can be found as a script', () => {
    const none = { npm_execpath: '/nowhere/yarn.js' };
    assert.deepEqual(npmCommand(none, '/nowhere/at/all/node', null, 'linux'), {
      file: 'npm',
      args: [],
      shell: false,
    });
  });

  it('is started by a shell on Windows, where it is a batch file', () => {
    assert.deepEqual(npmCommand({}, '/nowhere/at/all/node.exe', null, 'win32'), {
      file: 'npm.cmd',
      args: [],
      shell: true,
    });
  });
});
