/** A photo or video file that is shown in place of the camera. */
export interface StandInFile {
  readonly kind: 'image' | 'video';
  readonly name: string;
  /** Object URL, valid until another file or the camera takes its place. */
  readonly url: string;
}

/** Which file, if any, stands in for the camera. It is never read beyond being shown. */
export class StandIn {
  #file = $state.raw<StandInFile | null>(null);
  #unreadable = $state.raw(false);

  get file(): StandInFile | null {
    return this.#file;
  }

  get unreadable(): boolean {
    return this.#unreadable;
  }

  use(file: File): void {
    this.clear();
    const kind = file.type.startsWith('video/') ? 'video' : 'image';
    this.#file = { kind, name: file.name, url: URL.createObjectURL(file) };
  }

  clear(): void {
    if (this.#file) URL.revokeObjectURL(this.#file.url);
    this.#file = null;
    this.#unreadable = false;
  }

  markUnreadable(): void {
    this.#unreadable = true;
  }
}
