/** One vision process, whichever host started it. Messages are structured-cloneable. */
export interface VisionPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the reason, when the process is gone. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

export type SpawnVision = (args: readonly string[]) => VisionPort;
