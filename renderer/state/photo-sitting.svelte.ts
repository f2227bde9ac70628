import type { Direction, ErrorCode } from '../../electron/contract/errors.ts';
import type { Frame } from '../../electron/contract/frame.ts';
import type { Assessment, Photo, RefusedPhoto } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { directionOf } from '../text/live-codes.ts';
import {
  fileThumb,
  filePhoto,
  framePhoto,
  freeName,
  pictureThumb,
  roomFor,
  type EnrolPhoto,
  type PhotoProblem,
  type PhotoVerdict,
} from './enrol-photos.ts';
import { FrameGrabber, type Picture } from './frame-grabber.ts';
import { limits } from './limits.ts';
import { Steady } from './steady.ts';

/** What is said of the live picture: what to do, or that it would do. */
export type Guidance = Direction | 'good';

/** Words change only once they have held for this long, ms. */
const steadyMs = 300;
/** Steps of the meter that shows the live picture's quality. */
export const qualitySteps = 5;
/** A picture that is refused shows no more than this, however well its face could be compared. */
const mostRefused = 2;

/** The photos of one person being gathered, from the camera and from files. */
export class PhotoSitting {
  readonly #transport: Transport;
  readonly #grabber = new FrameGrabber();
  readonly #steadyHint = new Steady<Guidance | null>(null, steadyMs);
  readonly #steadyLevel = new Steady<number | null>(null, steadyMs);
  #photos = $state.raw<readonly EnrolPhoto[]>([]);
  #problem = $state.raw<PhotoProblem | null>(null);
  #hint = $state.raw<Guidance | null>(null);
  #level = $state.raw<number | null>(null);
  #trouble = $state.raw<ErrorCode | null>(null);
  #doing = $state.raw<'photos' | 'sending' | null>(null);
  #lastKey = 0;
  #shots = 0;
  #ended = false;
  #assessing = Promise.resolve();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get photos(): readonly EnrolPhoto[] {
    return this.#photos;
  }

  get accepted(): readonly Photo[] {
    return this.#photos.filter((p) => p.verdict === 'accepted').map((p) => p.photo);
  }

  /** True while a photo's verdict is still to come. */
  get checking(): boolean {
    return this.#photos.some((photo) => photo.verdict === 'checking');
  }

  get problem(): PhotoProblem | null {
    return this.#problem;
  }

  /** What the person could do better, or `good`; null while nothing is known. */
  get hint(): Guidance | null {
    return this.#hint;
  }

  /** How good the live picture is, in steps from 0 to `qualitySteps`; null without a face. */
  get level(): number | null {
    return this.#level;
  }

  /** What keeps the station from looking at pictures. */
  get trouble(): ErrorCode | null {
    return this.#trouble;
  }

  /** True while photos are being taken in or sent: one thing at a time. */
  get busy(): boolean {
    return this.#doing !== null;
  }

  get sending(): boolean {
    return this.#doing === 'sending';
  }

  /** Looks at one camera frame; true where the station was not ready. */
  async look(frame: Frame): Promise<boolean> {
    const answer = await this.#assess({ kind: 'frame', name: 'live', frame });
    const { code, direction } = answer.ok ? answer.value : answer.error;
    const advice = directionOf(code, direction);
    this.#trouble = code !== undefined && advice === null ? code : null;
    const now = performance.now();
    const hint = advice ?? (answer.ok && answer.value.accepted ? 'good' : null);
    this.#hint = this.#steadyHint.take(hint, now);
    this.#level = this.#steadyLevel.take(answer.ok ? levelOf(answer.value) : null, now);
    return this.#trouble !== null;
  }

  /** The picture is no longer looked at. */
  lookAway(): void {
    this.#trouble = null;
    this.#hint = this.#steadyHint.reset(null);
    this.#level = this.#steadyLevel.reset(null);
  }

  takePhoto(picture: Picture): Promise<void> {
    return this.#alone('photos', async () => {
      const frame = await this.#grabber.grab(picture);
      if (!frame || !this.#hasRoom(1, frame.data.byteLength)) return;
      const shot = this.#shots + 1;
      const photo = framePhoto(frame, `camera-${shot}`);
      this.#shots = shot;
      this.#check(this.#append(photo, await pictureThumb(picture), shot, 'checking'), photo);
    });
  }

  addFiles(files: readonly File[]): Promise<void> {
    return this.#alone('photos', async () => {
      if (!this.#hasRoom(files.length, 0)) return;
      for (const file of files) await this.#addFile(file);
    });
  }

  removePhoto(key: number): void {
    const gone = this.#photos.find((photo) => photo.key === key);
    if (gone?.thumb) URL.revokeObjectURL(gone.thumb);
    this.#photos = this.#photos.filter((photo) => photo.key !== key);
    this.#problem = null;
  }

  /** Sends the photos off; nothing else is done with them meanwhile. */
  send(work: () => Promise<void>): Promise<void> {
    return this.#alone('sending', work);
  }

  /** The station's own verdict on photos that were sent. */
  judge(refused: readonly RefusedPhoto[]): void {
    for (const { photo, code } of refused) this.#judge((p) => p.photo.name === photo, code);
  }

  drop(): void {
    for (const { thumb } of this.#photos) if (thumb) URL.revokeObjectURL(thumb);
    this.#photos = [];
    this.#problem = null;
    this.#shots = 0;
  }

  /** For good: a photo still being taken in is dropped as it comes. */
  end(): void {
    this.#ended = true;
    this.drop();
  }

  /** Room is counted, the grabber's buffer used and the photos sent by one of these at a time. */
  async #alone(doing: 'photos' | 'sending', work: () => Promise<void>): Promise<void> {
    if (this.#doing !== null) return;
    this.#doing = doing;
    try {
      await work();
    } finally {
      this.#doing = null;
    }
  }

  #hasRoom(count: number, bytes: number): boolean {
    this.#problem = roomFor(this.#photos, count, bytes);
    return this.#problem === null;
  }

  async #addFile(file: File): Promise<void> {
    const taken = this.#photos.map(({ photo }) => photo.name);
    const name = freeName(file.name.slice(-limits.photoNameLength), taken);
    if (file.size > limits.photoBytes) return this.#refuseFile(name, 'image-too-large');
    // Asked before the file is read: what cannot be sent need not be in memory.
    const problem = roomFor(this.#photos, 1, file.size);
    if (problem) {
      this.#problem = problem;
      return;
    }
    const photo = await filePhoto(file, name);
    if (!photo) return this.#refuseFile(name, 'unreadable-image');
    this.#check(this.#append(photo, await fileThumb(file), null, 'checking'), photo);
  }

  #refuseFile(name: string, verdict: ErrorCode): void {
    this.#append({ kind: 'file', name, bytes: new Uint8Array(0) }, null, null, verdict);
  }

  /** Photos are looked at one after another, while the next ones are being taken. */
  #check(key: number, photo: Photo): void {
    this.#assessing = this.#assessing.then(() => this.#assessPhoto(key, photo));
  }

  #append(photo: Photo, thumb: string | null, shot: number | null, verdict: PhotoVerdict): number {
    const key = ++this.#lastKey;
    if (!this.#ended) this.#photos = [...this.#photos, { key, shot, photo, thumb, verdict }];
    else if (thumb) URL.revokeObjectURL(thumb);
    return key;
  }

  async #assessPhoto(key: number, photo: Photo): Promise<void> {
    if (!this.#photos.some((p) => p.key === key)) return;
    const answer = await this.#assess(photo);
    const code = answer.ok ? answer.value.code : answer.error.code;
    const accepted = answer.ok && answer.value.accepted;
    this.#judge((p) => p.key === key, accepted ? 'accepted' : (code ?? 'internal'));
  }

  #assess(photo: Photo) {
    return this.#transport.request('enrol.assess', { photo });
  }

  #judge(which: (photo: EnrolPhoto) => boolean, verdict: PhotoVerdict): void {
    this.#photos = this.#photos.map((photo) => (which(photo) ? { ...photo, verdict } : photo));
  }
}

function levelOf({ quality, accepted }: Assessment): number | null {
  if (quality === null) return null;
  const most = accepted ? qualitySteps : mostRefused;
  return Math.min(most, Math.max(0, Math.ceil(quality * qualitySteps)));
}
