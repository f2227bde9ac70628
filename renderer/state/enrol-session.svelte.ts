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
  photoBytes,
  pictureThumb,
  type EnrolPhoto,
  type PhotoVerdict,
} from './enrol-photos.ts';
import { FrameGrabber, type Picture } from './frame-grabber.ts';
import { idPattern, limits } from './limits.ts';
import { Steady } from './steady.ts';

/** What still stands between the form and the button, the first thing to do first. */
export type Missing = 'name' | 'id' | 'consent' | 'photo' | 'checks';

/** Why photos just chosen were not taken. */
export type PhotoProblem = 'too-many' | 'too-large';

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
  #submitting = $state.raw(false);
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

  get submitting(): boolean {
    return this.#submitting;
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

  async takePhoto(picture: Picture): Promise<void> {
    const frame = await this.#grabber.grab(picture);
    if (!frame || !this.#hasRoom(1)) return;
    this.#shots += 1;
    const photo = framePhoto(frame, `camera-${this.#shots}`);
    const shot = this.#shots;
    await this.#add(photo, await pictureThumb(picture), shot);
  }

  async addFiles(files: readonly File[]): Promise<void> {
    if (!this.#hasRoom(files.length)) return;
    for (const file of files) {
      const name = freeName(
        file.name,
        this.#photos.map((photo) => photo.photo.name),
      );
      if (file.size > limits.photoBytes) {
        const empty: Photo = { kind: 'file', name, bytes: new Uint8Array(0) };
        this.#append(empty, null, null, 'image-too-large');
        continue;
      }
      const photo = { ...(await filePhoto(file)), name };
      await this.#add(photo, await fileThumb(file), null);
    }
  }

  removePhoto(key: number): void {
    const gone = this.#photos.find((photo) => photo.key === key);
    if (gone?.thumb) URL.revokeObjectURL(gone.thumb);
    this.#photos = this.#photos.filter((photo) => photo.key !== key);
    this.#photoProblem = null;
  }

  async submit(): Promise<void> {
    if (this.missing || this.#submitting) return;
    this.#submitting = true;
    this.#error = null;
    const answer = await this.#transport.request('enrol.person', this.#request());
    this.#submitting = false;
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

  #hasRoom(count: number): boolean {
    const room = this.#photos.length + count <= limits.photos;
    this.#photoProblem = room ? null : 'too-many';
    return room;
  }

  async #add(photo: Photo, thumb: string | null, shot: number | null): Promise<void> {
    const bytes = this.#photos.reduce((sum, p) => sum + photoBytes(p.photo), photoBytes(photo));
    if (bytes > limits.enrolmentBytes) {
      this.#photoProblem = 'too-large';
      if (thumb) URL.revokeObjectURL(thumb);
      return;
    }
    const key = this.#append(photo, thumb, shot, 'checking');
    this.#assessing = this.#assessing.then(() => this.#assessPhoto(key, photo));
    await this.#assessing;
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
