import assert from 'node:assert/strict';
import type { StationServer } from '../../electron/hosts/browser/server.ts';

/** Exchanges a link for the headers a browser sends from the station's page. */
export async function signIn(server: StationServer): Promise<{ cookie: string; origin: string }> {
  const answer = await fetch(server.newLink(), { redirect: 'manual' });
  assert.equal(answer.status, 303);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  assert.notEqual(cookie, '');
  return { cookie, origin: `http://127.0.0.1:${server.port}` };
}
