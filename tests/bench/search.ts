import { Gallery } from '../../electron/gallery/gallery.ts';
import type { Bench } from './bench.ts';

const people = 100_000;
const dims = 128;
const rounds = 20;
/** Share of the spread in a distance: any but 0 shows what it costs. */
const spread = { weight: 0.5, expected: 0.05 };

export const search: Bench = {
  name: 'search',
  about: `exact 1:N search over ${people} people, over reading them once from memory`,
  async run(_, print) {
    const gallery = new Gallery(dims, spread);
    const rows = new Float32Array(people * dims);
    for (let i = 0; i < people; i++) {
      const row = unit(i);
      rows.set(row, i * dims);
      gallery.set(`p${i}`, { encoding: row, spread: (i % 10) / 50, count: 3 });
    }
    const probe = { encoding: unit(-1), spread: 0.05, count: 5 };
    const searching = medianMs(() => gallery.nearest(probe)?.distance ?? 0);
    const reading = medianMs(() => sum(rows));
    print(`search  ${searching.toFixed(2)} ms`);
    print(`reading ${reading.toFixed(2)} ms`);
    print(`ratio   ${(searching / reading).toFixed(2)}`);
    return Promise.resolve(null);
  },
};

function unit(seed: number): Float32Array {
  const raw = Float64Array.from({ length: dims }, (_, i) => Math.sin(12.9898 * (seed * dims + i)));
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}

function sum(values: Float32Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < values.length; i += 2) {
    even += values[i] ?? 0;
    odd += values[i + 1] ?? 0;
  }
  return even + odd;
}

function medianMs(work: () => number): number {
  const times: number[] = [];
  let keep = 0;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    keep += work();
    times.push(performance.now() - started);
  }
  if (Number.isNaN(keep)) throw new Error('the work came to nothing');
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}
