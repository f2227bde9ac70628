import { ok } from '../contract/errors.ts';
import type { Frame } from '../contract/frame.ts';
import type { PrivacyPolicy } from '../contract/trust.ts';
import { CameraWatch } from '../station/camera/camera-watch.ts';
import { isVirtualCamera } from '../station/camera/virtual-cameras.ts';
import type { Clock, EventStore } from '../station/interfaces.ts';
import { cameraEvent } from '../station/operator-event.ts';
import type { Handlers } from './handle.ts';

interface CameraParts {
  readonly events: Pick<EventStore, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  /** What is to happen with cameras that are programs; the strict way where it cannot be read. */
  readonly policy: () => PrivacyPolicy['virtualCameras'];
}

/** Judges the cameras of all windows: by their names, and by what they show. */
export class Cameras {
  readonly #parts: CameraParts;
  readonly #watches = new Map<string, CameraWatch>();

  constructor(parts: CameraParts) {
    this.#parts = parts;
  }

  /** A camera is to be used. One that is a program is refused by policy; either way it is logged. */
  readonly opened: Handlers['camera.opened'] = ({ label }, caller) => {
    this.#watches.delete(caller.id);
    if (!isVirtualCamera(label)) return Promise.resolve(ok({ allowed: true }));
    const allowed = this.#parts.policy() === 'allow';
    const logged = this.#log('camera-virtual', allowed ? 'done' : 'refused', label);
    return Promise.resolve(logged.ok ? ok({ allowed }) : logged);
  };

  /** Writes a row when the window's camera has begun to repeat itself. */
  watch(callerId: string, frame: Frame): void {
    let watch = this.#watches.get(callerId);
    if (watch === undefined) this.#watches.set(callerId, (watch = new CameraWatch()));
    if (watch.isNewlyFrozen(frame)) this.#log('camera-frozen', 'refused');
  }

  forget(callerId: string): void {
    this.#watches.delete(callerId);
  }

  #log(code: 'camera-virtual' | 'camera-frozen', outcome: 'done' | 'refused', detail?: string) {
    const { events, clock } = this.#parts;
    return events.append(cameraEvent(code, outcome, clock.now(), detail));
  }
}
