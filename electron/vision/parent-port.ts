/** The parent's end of a process beside the station's own. Messages are structured-cloneable. */
export interface ParentPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Whichever host started this process: Electron as a utility process, or Node by a fork. */
export function openParentPort(own: NodeJS.Process = process): ParentPort {
  const electron = (own as { parentPort?: ElectronPort }).parentPort;
  if (electron) {
    return {
      send: (message) => electron.postMessage(message),
      onMessage: (listener) => void electron.on('message', ({ data }) => listener(data)),
    };
  }
  // A child whose parent is gone has nobody to work for.
  own.on('disconnect', () => own.exit(0));
  return {
    send: (message) => void own.send?.(message),
    onMessage: (listener) => void own.on('message', listener),
  };
}

/** Electron adds it to `process` in a utility process; plain Node has none. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
}
