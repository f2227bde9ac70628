import type { Comparator } from '../../contract/comparator.ts';
import type { Contest, Mining, TrainingProgress } from '../../contract/training.ts';

/** A pack whose files are read here: see `PackPlace` of the vision process. */
export interface PackFiles {
  readonly pack: string;
  /** Folder of its files. */
  readonly dir: string;
  readonly manifestPath: string;
}

/** One whose scores are wanted too. */
export interface MeasuredPackFiles extends PackFiles {
  /** Folder with what was measured here of it, which for a bundled pack is not that of its files. */
  readonly measuredIn: string;
}

/** One enrolled template, as the encoder in use gave it. */
export interface SiteTemplate {
  readonly personId: string;
  readonly name: string;
  readonly encoding: Float32Array;
}

/** Where an encoder's training ends: both count what came before a resume. */
export type TrainingLimit =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'epochs'; readonly epochs: number };

/** A network of its own, from a folder of people. */
export interface EncoderJob {
  readonly kind: 'encoder';
  /** Folder with one folder of photos per person. */
  readonly people: string;
  /** Finds and aligns the faces, gives the pack its detector, and is the champion. */
  readonly base: PackFiles;
  /** How the champion's encodings are compared. */
  readonly comparator: Comparator;
  /** The pack's folder; its name is made of this one's. */
  readonly out: string;
  /** Holds crops of faces and the checkpoint: never part of the pack. */
  readonly work: string;
  readonly limit: TrainingLimit;
  /** Side of the chip, px. */
  readonly size: number;
  /** Channels of every layer, as a multiple of the recipe's. */
  readonly width: number;
  readonly margin: number;
  readonly mining: Mining;
  readonly seed: number;
  /** Go on from the checkpoint in `work`; one of another training is refused. */
  readonly resume: boolean;
  /** Threads that compute. */
  readonly workers: number;
}

/** A linear map of the encodings in use, from the people enrolled. */
export interface HeadJob {
  readonly kind: 'head';
  /** The pack in use. */
  readonly base: MeasuredPackFiles;
  /** How the champion's encodings are compared; a head's are by the distance. */
  readonly comparator: Comparator;
  readonly templates: readonly SiteTemplate[];
  /** Name of the pack that comes of it, and its folder. */
  readonly name: string;
  readonly out: string;
  readonly seed: number;
}

/** Another way to compare encodings, from the people enrolled or from a folder. */
export interface LogisticJob {
  readonly kind: 'logistic';
  /** The pack in use. */
  readonly base: MeasuredPackFiles;
  /** How encodings are compared now: the champion. */
  readonly comparator: Comparator;
  readonly templates: readonly SiteTemplate[];
  /** The file that the challenger is written to. */
  readonly out: string;
  readonly seed: number;
}

/** What is trained, from what, and where the result goes: values alone, for any process. */
export type TrainingJob = EncoderJob | HeadJob | LogisticJob;

/** What an encoder's training came to. */
export interface EncoderResult {
  /** Verification accuracy on the people held out, 0..1; null where there were too few. */
  readonly accuracy: number | null;
  /** Area under the ROC curve, likewise. */
  readonly auc: number | null;
  /** Images gone through, those before a resume too. */
  readonly images: number;
  /** Of training alone, likewise. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** Path of encoder.onnx. */
  readonly model: string;
  readonly sha256: string;
}

/** What a training made, to be taken or thrown away. */
export type Challenger =
  | { readonly kind: 'pack'; readonly name: string; readonly dir: string }
  | { readonly kind: 'comparator'; readonly file: string };

export interface JobOutcome {
  /** Null where too few people were held out to tell anything. */
  readonly contest: Contest | null;
  readonly challenger: Challenger;
  readonly encoder: EncoderResult | null;
}

/** How a job ended where nothing went wrong. `stopped`: what it had is saved, nothing is decided. */
export type JobEnd =
  { readonly state: 'stopped' } | { readonly state: 'done'; readonly outcome: JobOutcome };

/** What a job is given by the process it runs in. */
export interface JobHost {
  readonly onProgress: (progress: TrainingProgress) => void;
  /** Something worth knowing that ends nothing, such as photos that were passed over. */
  readonly onNote: (line: string) => void;
  readonly signal: AbortSignal;
  /** The file that the engine's threads run. */
  readonly worker: string;
}
