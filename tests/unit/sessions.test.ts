import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  confirmationMs,
  idleMs,
  longestMs,
  Sessions,
  type Session,
} from '../../electron/station/access/sessions.ts';

const ana: Session = { operator: { name: 'ana', role: 'enroller' }, stamp: 's1' };
const ben: Session = { operator: { name: 'ben', role: 'auditor' }, stamp: 's2' };

/** Sessions at two clocks that a test sets. */
function made() {
  const clock = {
    wall: 1_700_000_000_000,
    ticks: 0,
    now: () => clock.wall,
    tick: () => clock.ticks,
  };
  const sessions = new Sessions(clock);
  const pass = (ms: number): void => {
    clock.wall += ms;
    clock.ticks += ms;
  };
  const enter = (id: string, session: Session): boolean =>
    sessions.start(id, sessions.arrive(id), session);
  return { clock, sessions, pass, enter };
}

test('somebody is signed in at one window and at no other', () => {
  const { sessions, enter } = made();
  assert.ok(enter('window:1', ana));
  assert.equal(sessions.of('window:1'), ana);
  assert.equal(sessions.of('window:2'), null);
  assert.equal(sessions.of(''), null);
});

test('a session without a touch ends; a touch does not bring it back', () => {
  const { sessions, pass, enter } = made();
  enter('w', ana);
  pass(idleMs - 1);
  sessions.touch('w');
  pass(idleMs - 1);
  assert.equal(sessions.of('w'), ana);
  pass(1);
  assert.equal(sessions.of('w'), null);
  sessions.touch('w');
  assert.equal(sessions.of('w'), null);
});

test('asking for a session is no touch', () => {
  const { sessions, pass, enter } = made();
  enter('w', ana);
  for (let asked = 0; asked < 10; asked++) {
    pass(idleMs / 10);
    sessions.of('w');
  }
  assert.equal(sessions.of('w'), null);
});

test('however busy, a session ends after a long shift', () => {
  const { sessions, pass, enter } = made();
  enter('w', ana);
  for (let at = 0; at < longestMs; at += idleMs / 2) {
    assert.equal(sessions.of('w'), ana);
    pass(idleMs / 2);
    sessions.touch('w');
  }
  assert.equal(sessions.of('w'), null);
});

test('neither a sleeping computer nor a clock that was set keeps a session alive', () => {
  const slept = made();
  slept.enter('w', ana);
  slept.clock.wall += idleMs;
  assert.equal(slept.sessions.of('w'), null);
  const setBack = made();
  setBack.enter('w', ana);
  setBack.clock.wall -= 10 * idleMs;
  setBack.clock.ticks += idleMs;
  assert.equal(setBack.sessions.of('w'), null);
  const broken = made();
  broken.enter('w', ana);
  broken.clock.wall = NaN;
  assert.equal(broken.sessions.of('w'), null);
});

test('a password given once more is good for one message, and for a minute', () => {
  const { sessions, pass, enter } = made();
  enter('w', ana);
  assert.equal(sessions.takeConfirmation('w'), false);
  sessions.confirm('w');
  assert.equal(sessions.takeConfirmation('v'), false);
  assert.equal(sessions.takeConfirmation('w'), true);
  assert.equal(sessions.takeConfirmation('w'), false);
  sessions.confirm('w');
  pass(confirmationMs);
  assert.equal(sessions.takeConfirmation('w'), false);
});

test('what was confirmed by one is not confirmed for the next', () => {
  const { sessions, enter } = made();
  enter('w', ana);
  sessions.confirm('w');
  enter('w', ben);
  assert.equal(sessions.takeConfirmation('w'), false);
});

test('whoever is gone while their password is checked signs in nobody', () => {
  const { sessions } = made();
  const arrival = sessions.arrive('w');
  sessions.end('w');
  assert.equal(sessions.start('w', arrival, ana), false);
  const late = sessions.arrive('w');
  const newer = sessions.arrive('w');
  assert.equal(sessions.start('w', late, ana), false);
  assert.equal(sessions.of('w'), null);
  assert.ok(sessions.start('w', newer, ben));
  assert.equal(sessions.start('w', newer, ana), false);
  assert.equal(sessions.of('w'), ben);
});

test('the end of a session names whose it was, once', () => {
  const { sessions, pass, enter } = made();
  enter('v', ana);
  assert.equal(sessions.end('v'), ana);
  assert.equal(sessions.end('v'), null);
  enter('v', ana);
  enter('w', ben);
  pass(idleMs - 1);
  sessions.touch('w');
  pass(1);
  assert.deepEqual(sessions.sweep(), [ana]);
  assert.deepEqual(sessions.sweep(), []);
  assert.equal(sessions.of('w'), ben);
});
