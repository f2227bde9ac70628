import { fail, ok, type Result } from '../contract/errors.ts';
import type { Photo } from '../contract/messages.ts';
import type { Observation, Wish } from '../contract/observation.ts';
import { cropFace } from './crop-face.ts';
import { decodePhoto } from './decode.ts';
import { firstLineOf } from './first-line.ts';
import { FrameReader } from './frame-pyramid.ts';
import type { Pipeline } from './pipeline.ts';
import type { VisionAnswers, VisionQuestion } from './protocol.ts';
import { ImagePyramid, type Pyramid } from './pyramid.ts';

/** Answers the station's questions, one at a time. */
export class Answers {
  readonly #pipeline: Pipeline;
  readonly #frames = new FrameReader();

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
  }

  /** Never rejects: what is thrown on the way is `internal`. */
  async to(question: VisionQuestion): Promise<Result<VisionAnswers[keyof VisionAnswers]>> {
    try {
      switch (question.kind) {
        case 'observe':
          return await this.#observe(question.photo, question.wish);
        case 'crop':
          return await this.#crop(question.photo);
        case 'examine':
          return ok(await this.#pipeline.examine());
        case 'bare':
          return ok(await this.#pipeline.bare());
      }
    } catch (cause) {
      return fail('internal', firstLineOf(cause));
    }
  }

  async #observe(photo: Photo, wish: Wish): Promise<Result<Observation>> {
    const started = performance.now();
    const image = await this.#read(photo);
    if (!image.ok) return image;
    const decode = performance.now() - started;
    const seen = await this.#pipeline.observe(image.value, wish);
    return ok({ ...seen, timings: { ...seen.timings, decode } });
  }

  async #crop(photo: Photo): Promise<Result<Uint8Array>> {
    const image = await this.#read(photo);
    if (!image.ok) return image;
    const { faces, subject } = await this.#pipeline.observe(image.value, cropWish);
    if (subject === null) return fail('no-face');
    return ok(await cropFace(image.value, faces[subject]!.box));
  }

  async #read(photo: Photo): Promise<Result<Pyramid>> {
    if (photo.kind === 'frame') return ok(this.#frames.read(photo.frame));
    const image = await decodePhoto(photo.bytes);
    return image.ok ? ok(new ImagePyramid(image.value)) : image;
  }
}

/** The face that enrolment looks at. */
const cropWish: Wish = { encode: 'none', subject: 'largest', effort: 'thorough' };
