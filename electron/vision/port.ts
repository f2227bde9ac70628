/** One vision process, whichever host started it. Messages are structured-cloneable. */
export interface VisionPort {
  /** Of the operating system. */
  readonly pid?: number | undefined;
  /** Never throws: a process that is going takes no message, and its exit answers. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the reason, when the process is gone. */
  onExit(listener: (reason: string) => void): void;
  /** Ends it at once, also when it is stopped or hangs. */
  kill(): void;
}

/** May throw where no process can be made. */
export type SpawnVision = (args: readonly string[]) => VisionPort;
