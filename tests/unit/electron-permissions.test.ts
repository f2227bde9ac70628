import assert from 'node:assert/strict';
import type { MediaAccessPermissionRequest } from 'electron';
import { describe, it } from 'node:test';
import { guardPermissions } from '../../electron/hosts/electron/permissions.ts';
import { StubContents, StubIpcMain } from '../contract/electron-stub-page.ts';
import { StubSession, type Permission } from '../contract/electron-stub-session.ts';

/** Every permission Electron knows: a new one that is not listed here fails the type check. */
const everyPermission = {
  ar: 1,
  'automatic-fullscreen': 1,
  'background-fetch': 1,
  'background-sync': 1,
  'captured-surface-control': 1,
  'clipboard-read': 1,
  'clipboard-sanitized-write': 1,
  'deprecated-sync-clipboard-read': 1,
  'display-capture': 1,
  fileSystem: 1,
  fullscreen: 1,
  geolocation: 1,
  'geolocation-approximate': 1,
  'hand-tracking': 1,
  hid: 1,
  'idle-detection': 1,
  keyboardLock: 1,
  'local-fonts': 1,
  'local-network': 1,
  'local-network-access': 1,
  'loopback-network': 1,
  media: 1,
  mediaKeySystem: 1,
  midi: 1,
  midiSysex: 1,
  nfc: 1,
  notifications: 1,
  openExternal: 1,
  'payment-handler': 1,
  'periodic-background-sync': 1,
  'persistent-storage': 1,
  pointerLock: 1,
  'screen-wake-lock': 1,
  sensors: 1,
  serial: 1,
  'smart-card': 1,
  'speaker-selection': 1,
  'storage-access': 1,
  'system-wake-lock': 1,
  'top-level-storage-access': 1,
  usb: 1,
  vr: 1,
  'web-app-installation': 1,
  'web-printing': 1,
  'window-management': 1,
  unknown: 1,
} satisfies Record<Permission, 1>;
const permissions = Object.keys(everyPermission) as Permission[];

const home = 'threshold://station/index.html';
const urls = [home, 'threshold://station/', 'https://attacker.example/', 'file:///x', 'null', ''];
const ours = new Set(urls.slice(0, 2));
const requestedTypes: MediaAccessPermissionRequest['mediaTypes'][] = [
  ['video'],
  ['audio'],
  ['video', 'audio'],
  ['audio', 'video'],
  ['video', 'video'],
  [],
  undefined,
];

const contents = new StubContents(1, new StubIpcMain()).asElectron();

function guarded(): StubSession {
  const session = new StubSession();
  guardPermissions(session);
  return session;
}

describe('permissions', () => {
  it('are all granted by a session without guards, or this table would prove nothing', () => {
    const session = new StubSession();
    const details = { isMainFrame: false, requestingUrl: 'https://attacker.example/' };
    assert.equal(session.permissionRequested(contents, 'geolocation', details), true);
    assert.equal(session.permissionChecked(contents, 'geolocation', 'null', details), true);
    assert.equal(session.deviceAllowed('usb', 'null'), true);
  });

  it('requested: only video alone, from our top frame, over every combination', () => {
    const session = guarded();
    let granted = 0;
    for (const permission of permissions) {
      for (const requestingUrl of urls) {
        for (const securityOrigin of [...urls, undefined]) {
          for (const isMainFrame of [true, false]) {
            for (const mediaTypes of requestedTypes) {
              const details: MediaAccessPermissionRequest = { isMainFrame, requestingUrl };
              if (securityOrigin !== undefined) details.securityOrigin = securityOrigin;
              if (mediaTypes) details.mediaTypes = mediaTypes;
              const expected =
                permission === 'media' &&
                isMainFrame &&
                ours.has(requestingUrl) &&
                ours.has(securityOrigin ?? '') &&
                mediaTypes?.join() === 'video';
              const answer = session.permissionRequested(contents, permission, details);
              assert.equal(answer, expected, JSON.stringify({ permission, ...details }));
              if (answer) granted += 1;
            }
          }
        }
      }
    }
    assert.equal(granted, 4);
  });

  it('checked: only the camera, for our top frame, over every combination', () => {
    const session = guarded();
    let granted = 0;
    for (const permission of permissions) {
      for (const origin of urls) {
        for (const requestingUrl of [...urls, undefined]) {
          for (const isMainFrame of [true, false]) {
            for (const mediaType of ['video', 'audio', 'unknown', undefined] as const) {
              const details = {
                isMainFrame,
                ...(requestingUrl === undefined ? {} : { requestingUrl }),
                ...(mediaType === undefined ? {} : { mediaType }),
              };
              const expected =
                permission === 'media' &&
                isMainFrame &&
                ours.has(origin) &&
                ours.has(requestingUrl ?? '') &&
                (mediaType === 'video' || mediaType === undefined);
              const answer = session.permissionChecked(contents, permission, origin, details);
              assert.equal(answer, expected, JSON.stringify({ permission, origin, ...details }));
              if (answer) granted += 1;
            }
          }
        }
      }
    }
    assert.equal(granted, 8);
  });

  it('checked: nothing for a worker, a foreign embedder or a foreign security origin', () => {
    const session = guarded();
    const details = { isMainFrame: true, requestingUrl: home, mediaType: 'video' as const };
    const foreign = 'https://attacker.example/';
    const check = (extra: object, page: typeof contents | null = contents) =>
      session.permissionChecked(page, 'media', home, { ...details, ...extra });
    assert.equal(check({}), true);
    assert.equal(check({ embeddingOrigin: 'threshold://station/', securityOrigin: home }), true);
    assert.equal(check({}, null), false);
    assert.equal(check({ embeddingOrigin: foreign }), false);
    assert.equal(check({ securityOrigin: foreign }), false);
  });

  it('of devices and of the screen: none, not even for our own page', () => {
    const session = guarded();
    for (const device of ['hid', 'serial', 'usb'] as const) {
      for (const url of urls) assert.equal(session.deviceAllowed(device, url), false);
    }
    assert.equal(session.screenGranted(), false);
  });
});
