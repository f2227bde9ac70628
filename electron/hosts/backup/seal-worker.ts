import { parentPort, workerData } from 'node:worker_threads';
import { runSealJob, type SealJob } from './seal-job.ts';

// The entry of a thread: it does one job, answers, and ends.
parentPort?.postMessage(runSealJob(workerData as SealJob));
