/** A process beside the station's own, whichever host starts it: the vision process is one. */
export type { SpawnVision as SpawnProcess, VisionPort as ProcessPort } from '../vision/port.ts';
