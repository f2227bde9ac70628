import { untrack } from 'svelte';
import { limits } from './limits.ts';

/**
 * Where the camera stands. `busy`: another program holds it. `ended`: it was unplugged.
 * `insecure`: the page was opened from a place that browsers give no camera to. `virtual`: the station
 * refuses it, since it is a program. `unasked`: the station could not be asked.
 */
export type CameraState =
  | 'idle'
  | 'starting'
  | 'live'
  | 'refused'
  | 'missing'
  | 'busy'
  | 'ended'
  | 'insecure'
  | 'virtual'
  | 'unasked';

/** Whether the station allows a camera of this name; null where it does not answer. */
export type AllowCamera = (label: string) => Promise<boolean | null>;

export interface CameraDevice {
  readonly id: string;
  readonly label: string;
}

/** How long the camera stays on after its last user, ms: from one view to the next it need not restart. */
const lingerMs = 800;
/** The station is asked again after this long where it did not answer, ms. */
const askAgainMs = 2000;

const byErrorName: Readonly<Record<string, CameraState>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/**
 * The computer's camera, on only while somebody holds it. Starts again by itself when a camera is
 * plugged in or the permission is given. The choice of camera is kept in memory only.
 */
export class Camera {
  #state = $state.raw<CameraState>('idle');
  #stream = $state.raw<MediaStream | null>(null);
  #devices = $state.raw<readonly CameraDevice[]>([]);
  #chosen = $state.raw<string | null>(null);
  #holders = 0;
  #attempt = 0;
  readonly #media: MediaDevices | undefined;
  readonly #allow: AllowCamera;

  /** `media` is undefined where the page is not a secure context. No picture is used before `allow`. */
  constructor(
    media: MediaDevices | undefined,
    permissions: Permissions | undefined,
    allow: AllowCamera,
  ) {
    this.#media = media;
    this.#allow = allow;
    media?.addEventListener('devicechange', () => void this.#devicesChanged());
    void this.#watchPermission(permissions);
  }

  get state(): CameraState {
    return this.#state;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  get devices(): readonly CameraDevice[] {
    return this.#devices;
  }

  /** The id of the camera in use, or of the one chosen. */
  get deviceId(): string | null {
    return this.#track()?.getSettings().deviceId ?? this.#chosen;
  }

  /** The name the camera gives itself; empty while none is on. */
  get label(): string {
    return this.#track()?.label ?? '';
  }

  /** Keeps the camera on until the returned function is called. */
  hold(): () => void {
    this.#holders += 1;
    // Whoever holds in an effect must not hold again at each change of state.
    untrack(() => {
      if (this.#holders === 1 && this.#state !== 'live') void this.start();
    });
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders -= 1;
      setTimeout(() => this.#stopIfFree(), lingerMs);
    };
  }

  choose(deviceId: string): void {
    this.#chosen = deviceId;
    void this.start();
  }

  async start(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#drop();
    if (!this.#media) {
      this.#state = 'insecure';
      return;
    }
    this.#state = 'starting';
    try {
      const stream = await this.#open(this.#media);
      const allowed = attempt === this.#attempt && (await this.#allow(labelOf(stream)));
      if (attempt !== this.#attempt) return stopTracks(stream);
      if (allowed) this.#take(stream);
      else this.#refuse(stream, allowed);
    } catch (cause) {
      if (attempt !== this.#attempt) return;
      const name = cause instanceof DOMException ? cause.name : '';
      this.#state = byErrorName[name] ?? 'busy';
      return;
    }
    await this.#listDevices();
  }

  /** The chosen camera may be gone; then any other will do. */
  async #open(media: MediaDevices): Promise<MediaStream> {
    const size = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
    const open = (video: MediaTrackConstraints) => media.getUserMedia({ video, audio: false });
    if (this.#chosen === null) return open(size);
    try {
      return await open({ ...size, deviceId: { exact: this.#chosen } });
    } catch (cause) {
      if (!(cause instanceof DOMException) || cause.name !== 'OverconstrainedError') throw cause;
      this.#chosen = null;
      return open(size);
    }
  }

  #refuse(stream: MediaStream, allowed: false | null): void {
    stopTracks(stream);
    this.#state = allowed === null ? 'unasked' : 'virtual';
    if (allowed === null) setTimeout(() => this.#startAgain(), askAgainMs);
  }

  #startAgain(): void {
    if (this.#state === 'unasked' && this.#holders > 0) void this.start();
  }

  #take(stream: MediaStream): void {
    this.#stream = stream;
    this.#state = 'live';
    this.#track()?.addEventListener('ended', () => {
      if (this.#stream !== stream) return;
      this.#drop();
      this.#state = 'ended';
    });
  }

  #track(): MediaStreamTrack | undefined {
    return this.#stream?.getVideoTracks()[0];
  }

  #stopIfFree(): void {
    if (this.#holders > 0) return;
    this.#attempt += 1;
    this.#drop();
    this.#state = 'idle';
  }

  #drop(): void {
    if (this.#stream) stopTracks(this.#stream);
    this.#stream = null;
  }

  async #devicesChanged(): Promise<void> {
    await this.#listDevices();
    const waiting: readonly CameraState[] = ['missing', 'ended', 'busy', 'virtual'];
    if (waiting.includes(this.#state) && this.#holders > 0) await this.start();
  }

  async #listDevices(): Promise<void> {
    // A camera works without a list of all cameras; the last list remains.
    const all = await this.#media?.enumerateDevices().catch(() => null);
    if (!all) return;
    this.#devices = all
      .filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  async #watchPermission(permissions: Permissions | undefined): Promise<void> {
    try {
      const status = await permissions?.query({ name: 'camera' });
      status?.addEventListener('change', () => {
        if (status.state === 'granted' && this.#state === 'refused' && this.#holders > 0) {
          void this.start();
        }
      });
    } catch {
      // Some hosts do not know this permission by name; "Try again" remains.
    }
  }
}

function labelOf(stream: MediaStream): string {
  return (stream.getVideoTracks()[0]?.label ?? '').slice(0, limits.cameraLabelLength);
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
