import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { Status } from '../../electron/contract/messages.ts';
import type { CameraState } from '../state/camera.svelte.ts';
import type { Text } from '../text/text.ts';
import { cameraWords } from './camera-words.ts';
import type { MarkKind } from './Mark.svelte';

export type MarkName = 'camera' | 'vision' | 'models' | 'store';

export interface StatusMark {
  readonly name: MarkName;
  readonly label: string;
  /** One word for the state. */
  readonly state: string;
  readonly kind: MarkKind;
  /** What it means and, where something is wrong, how to mend it. */
  readonly notes: readonly string[];
}

type Health = Status['vision'];

/** The four marks at the foot of the rail. */
export function statusMarks(
  status: Status | null,
  connected: boolean | null,
  camera: { state: CameraState; label: string },
  text: Text,
): StatusMark[] {
  const known = connected === false ? null : status;
  const station = (name: 'vision' | 'models' | 'store', health: Health | null, fine: string[]) =>
    stationMark(name, health, fine, text);
  return [
    cameraMark(camera.state, camera.label, text),
    station('vision', known?.vision ?? null, [text.status.visionOk]),
    station(
      'models',
      known?.models ?? null,
      known ? [text.status.modelsOk(known.models.pack)] : [],
    ),
    station('store', known?.store ?? null, known ? storeNotes(known, text) : []),
  ];
}

function storeNotes({ people, needEnrolment }: Status, text: Text): string[] {
  const notes = [text.status.storeOk(people)];
  return needEnrolment > 0 ? [...notes, text.status.needEnrolment(needEnrolment)] : notes;
}

function cameraMark(state: CameraState, name: string, text: Text): StatusMark {
  const base = { name: 'camera', label: text.status.camera } as const;
  if (state === 'live') {
    const note = text.camera.live(name || text.camera.unnamed);
    return { ...base, kind: 'granted', state: text.status.ok, notes: [note] };
  }
  if (state === 'idle') {
    return { ...base, kind: 'waiting', state: text.status.off, notes: [text.camera.idle] };
  }
  const { title, help } = cameraWords(state, text);
  const starting = state === 'starting';
  return {
    ...base,
    kind: starting ? 'waiting' : 'fault',
    state: starting ? text.status.waiting : text.status.fault,
    notes: [`${title}. ${help}`],
  };
}

function stationMark(
  name: 'vision' | 'models' | 'store',
  health: Health | null,
  fine: string[],
  text: Text,
): StatusMark {
  const base = { name, label: text.status[name] };
  if (!health) {
    return { ...base, kind: 'waiting', state: text.status.waiting, notes: [text.status.unknown] };
  }
  if (health.ok) return { ...base, kind: 'granted', state: text.status.ok, notes: fine };
  const code: ErrorCode = health.code ?? 'internal';
  const passing = code === 'vision-restarting';
  return {
    ...base,
    kind: passing ? 'waiting' : 'fault',
    state: passing ? text.status.waiting : text.status.fault,
    notes: [text.errors[code]],
  };
}
