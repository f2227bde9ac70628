import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadManifest, packNamed } from '../../native-models/manifest.ts';
import type { Contest } from '../../electron/contract/training.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { runHeadJob } from '../../electron/hosts/training/head-job.ts';
import type { SiteTemplate } from '../../electron/hosts/training/job.ts';
import { decodePhoto } from '../../electron/vision/decode.ts';
import { openPipeline, type Pipeline } from '../../electron/vision/pipeline.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import { lamps, underLamp } from '../support/hard-light.ts';
import type { Bench } from './bench.ts';
import { sharedData } from './shared-data.ts';

/** Sites made of the synthetic people: one whose lamps hurt `core`, and one as they are. */
const sites: readonly { name: string; lights: readonly ((image: RgbImage) => RgbImage)[] }[] = [
  {
    name: 'under hard lamps',
    lights: lamps.map((lamp) => (image: RgbImage) => underLamp(image, lamp)),
  },
  { name: 'in even light', lights: [(image) => image] },
];

export const head: Bench = {
  name: 'head',
  about: 'a head learnt on a made site: core against core with it, on people held out',
  onlyWhenNamed: true,
  async run(scratch, print) {
    const people = sharedData('people');
    if (!people) return 'needs ../shared/data/people';
    const { manifest, models } = projectPaths();
    const core = packNamed(await loadManifest(manifest), 'core');
    const pipeline = await openPipeline({ models: core, modelDir: models });
    for (const { name, lights } of sites) {
      const templates = await templatesOf(people, lights, pipeline);
      const started = performance.now();
      const learnt = await runHeadJob(
        {
          kind: 'head',
          base: { pack: 'core', dir: models, manifestPath: manifest, measuredIn: models },
          comparator: { kind: 'distance' },
          ...{
            templates,
            name: 'core-site',
            out: join(scratch, name.replaceAll(' ', '-')),
            seed: 1,
          },
        },
        {
          onProgress: () => undefined,
          onNote: () => undefined,
          signal: new AbortController().signal,
          worker: '',
        },
      );
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      print(`${name}: ${templates.length} templates, ${seconds} s`);
      if (!learnt.ok) print(`  ${learnt.error.message}`);
      else if (learnt.value.state === 'done') inWords(learnt.value.outcome.contest).forEach(print);
    }
    await pipeline.close();
    return null;
  },
};

/** What the station would have enrolled; photos in which it finds no face are left out. */
async function templatesOf(
  folder: string,
  lights: readonly ((image: RgbImage) => RgbImage)[],
  pipeline: Pipeline,
): Promise<SiteTemplate[]> {
  const templates: SiteTemplate[] = [];
  for (const person of (await readdir(folder)).sort()) {
    for (const file of (await readdir(join(folder, person))).sort()) {
      const image = await decodePhoto(await readFile(join(folder, person, file)));
      if (!image.ok) continue;
      for (const light of lights) {
        const { faces, subject } = await pipeline.observe(new ImagePyramid(light(image.value)), {
          ...{ encode: 'subject', subject: 'central', effort: 'thorough' },
        });
        const encoding = subject === null ? null : faces[subject]!.encoding;
        if (encoding) templates.push({ personId: person, name: person, encoding });
      }
    }
  }
  return templates;
}

function inWords(contest: Contest | null): string[] {
  if (contest === null) return ['  no contest'];
  const { champion, challenger, gain, better, heldOut } = contest;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  return [
    `  held out: ${heldOut.people} people, ${heldOut.genuine} genuine and ${heldOut.impostor} impostor comparisons`,
    `  EER ${percent(champion.eer)} (${percent(champion.eerLow95)} to ${percent(champion.eerHigh95)}) without, ${percent(challenger.eer)} (${percent(challenger.eerLow95)} to ${percent(challenger.eerHigh95)}) with the head`,
    `  gain ${percent(gain.estimate)}, 95 %: ${percent(gain.low95)} to ${percent(gain.high95)}: ${better ? 'better' : 'the champion stays'}`,
  ];
}
