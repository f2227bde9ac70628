import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { Frame } from '../../electron/contract/frame.ts';
import type {
  Assessment,
  EnrolReport,
  EnrolRequest,
  Photo,
} from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { isLiveCode, type LiveCode } from '../text/live-codes.ts';
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
import { idPattern, limits } from './limits.ts';
import { Steady } from './steady.ts';

/** What still stands between the form and the button, the first thing to do first. */
export type Missing = 'name' | 'id' | 'consent' | 'photo' | 'checks';

/** Words change only once they have held for this long, ms. */
const steadyMs = 300;

/** One enrolment being prepared. It outlives its view, so that nothing typed is lost. */
export class EnrolSession {
  name = $state('');
  id = $state('');
  consent = $state('');
  readonly #transport: Transport;
  readonly #grabber = new FrameGrabber();
  readonly #steadyHint = new Steady<LiveCode | 'good' | null>(null, steadyMs);
  #photos = $state.raw<readonly EnrolPhoto[]>([]);
  #photoProblem = $state.raw<PhotoProblem | null>(null);
  #live = $state.raw<Assessment | null>(null);
  #hint = $state.raw<LiveCode | 'good' | null>(null);
  #trouble = $state.raw<ErrorCode | null>(null);
  #doing = $state.raw<'photos' | 'enrolment' | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #report = $state.raw<EnrolReport | null>(null);
  #lastKey = 0;
  #shots = 0;
  #assessing = Promise.resolve();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get photos(): readonly EnrolPhoto[] {
    return this.#photos;
  }

  get accepted(): number {
    return this.#photos.filter((photo) => photo.verdict === 'accepted').length;
  }

  get photoProblem(): PhotoProblem | null {
    return this.#photoProblem;
  }

  /** The assessment of the newest camera frame. */
  get live(): Assessment | null {
    return this.#live;
  }

  /** What the person could do better, or `good`; null while nothing is known. */
  get hint(): LiveCode | 'good' | null {
    return this.#hint;
  }

  /** What keeps the station from looking at pictures. */
  get trouble(): ErrorCode | null {
    return this.#trouble;
  }

  /** True while photos are being taken in or the enrolment is under way: one thing at a time. */
  get busy(): boolean {
    return this.#doing !== null;
  }

  get submitting(): boolean {
    return this.#doing === 'enrolment';
  }

  /** Why the last attempt failed. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  /** What was stored; null until it was. */
  get report(): EnrolReport | null {
    return this.#report;
  }

  get missing(): Missing | null {
    if (this.name.trim() === '') return 'name';
    if (this.id.trim() !== '' && !idPattern.test(this.id.trim())) return 'id';
    if (this.#photos.some((photo) => photo.verdict === 'checking')) return 'checks';
    if (this.accepted === 0) return 'photo';
    if (this.consent.trim() === '') return 'consent';
    return null;
  }

  /** Looks at one camera frame; true where the station was not ready. */
  async look(frame: Frame): Promise<boolean> {
    const answer = await this.#assess({ kind: 'frame', name: 'live', frame });
    const code = answer.ok ? answer.value.code : answer.error.code;
    const live = isLiveCode(code);
    this.#live = answer.ok ? answer.value : null;
    this.#trouble = code !== undefined && !live ? code : null;
    const hint = live ? code : answer.ok && answer.value.accepted ? 'good' : null;
    this.#hint = this.#steadyHint.take(hint, performance.now());
    return this.#trouble !== null;
  }

  /** The picture is no longer looked at. */
  lookAway(): void {
    this.#live = null;
    this.#trouble = null;
    this.#hint = this.#steadyHint.reset(null);
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
    this.#photoProblem = null;
  }

  async submit(): Promise<void> {
    if (this.missing) return;
    await this.#alone('enrolment', () => this.#enrol());
  }

  /** The id was changed: what was wrong with it may be so no longer. */
  clearError(): void {
    this.#error = null;
  }

  reset(): void {
    this.#dropPhotos();
    this.#error = null;
    this.#report = null;
    this.name = '';
    this.id = '';
    this.consent = '';
  }

  /** Room is counted, the grabber's buffer used and the photos sent by one of these at a time. */
  async #alone(doing: 'photos' | 'enrolment', work: () => Promise<void>): Promise<void> {
    if (this.#doing !== null) return;
    this.#doing = doing;
    try {
      await work();
    } finally {
      this.#doing = null;
    }
  }

  async #enrol(): Promise<void> {
    this.#error = null;
    const answer = await this.#transport.request('enrol.person', this.#request());
    if (!answer.ok) {
      this.#error = answer.error.code;
      return;
    }
    for (const { photo, code } of answer.value.refused) this.#judgeByName(photo, code);
    if (answer.value.personId === null) this.#error = 'no-usable-photo';
    else {
      this.#report = answer.value;
      this.#dropPhotos();
    }
  }

  #dropPhotos(): void {
    for (const { thumb } of this.#photos) if (thumb) URL.revokeObjectURL(thumb);
    this.#photos = [];
    this.#photoProblem = null;
    this.#shots = 0;
  }

  #request(): EnrolRequest {
    const id = this.id.trim();
    return {
      ...(id === '' ? {} : { id }),
      name: this.name.trim(),
      consent: this.consent.trim(),
      photos: this.#photos.filter((p) => p.verdict === 'accepted').map((p) => p.photo),
    };
  }

  #hasRoom(count: number, bytes: number): boolean {
    this.#photoProblem = roomFor(this.#photos, count, bytes);
    return this.#photoProblem === null;
  }

  async #addFile(file: File): Promise<void> {
    const taken = this.#photos.map(({ photo }) => photo.name);
    const name = freeName(file.name.slice(-limits.photoNameLength), taken);
    if (file.size > limits.photoBytes) return this.#refuseFile(name, 'image-too-large');
    // Asked before the file is read: what cannot be sent need not be in memory.
    const problem = roomFor(this.#photos, 1, file.size);
    if (problem) {
      this.#photoProblem = problem;
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
    this.#photos = [...this.#photos, { key, shot, photo, thumb, verdict }];
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

  #judgeByName(name: string, verdict: PhotoVerdict): void {
    this.#judge((p) => p.photo.name === name, verdict);
  }

  #judge(which: (photo: EnrolPhoto) => boolean, verdict: PhotoVerdict): void {
    this.#photos = this.#photos.map((photo) => (which(photo) ? { ...photo, verdict } : photo));
  }
}
