import type { InferenceSession } from 'onnxruntime-node';

/**
 * One thread per session: two of them side by side do more than one with two threads, and a sum
 * has the same order whatever the machine. No memory pattern: it keeps more than it saves.
 */
export const sessionOptions: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  enableMemPattern: false,
};
