import { parentPort, workerData } from 'node:worker_threads';
import { runSealJob } from './seal-job.ts';
import type { ThreadWork } from './seal-thread.ts';
import { runUnsealJob } from './unseal-job.ts';

// The entry of a thread: it does one job, answers, and ends.
const { seal, unseal } = workerData as ThreadWork;
parentPort?.postMessage(seal ? runSealJob(seal) : runUnsealJob(unseal));
