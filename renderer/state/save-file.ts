/** A file that the station made, to be saved where the person chooses. */
export interface FileToSave {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Saving takes the bytes from the page's memory for a moment, ms; they are let go after it. */
const keptMs = 60_000;

/** Gives a file to the browser to be saved. The name is the station's. */
export function saveFile({ name, bytes }: FileToSave): void {
  // Never shown by the browser: a page among them must not run here.
  const blob = new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}
