import { table } from '../table.ts';
import { leastPeople } from '../../station/risk/allowed-fmr.ts';
import type { AccuracyAnswer } from './accuracy-answer.ts';
import { listed, percent, percentWithBounds } from './figures-in-words.ts';

export function accuracyInWords(answer: AccuracyAnswer): string {
  const { pack, photos, failures, pairs, acquired, msPerImage, pooled, single } = answer;
  return [
    `Pack ${pack}: ${photos} photos, ${msPerImage.toFixed(1)} ms each.`,
    `Failures to acquire: ${failures.length}${failures.length > 0 ? ':' : '.'}`,
    ...listed(failures.map(({ photo, code }) => `${photo}  ${code}`)),
    `Pairs of the list: ${pairs}, of which ${acquired} with both photos acquired.`,
    '',
    ...(pooled && single
      ? [
          `${pooled.templates} as template against ${pooled.probes} as probe: ${pooled.people} people, drawn ${pooled.rounds} times`,
          kindRows(answer),
          '',
          'Single photos',
          kindRows(single),
        ]
      : [kindRows(answer)]),
    ...stationRows(answer),
  ].join('\n');
}

type Rates = AccuracyAnswer['pairsAtStationThresholds'][number];
type Kind = NonNullable<AccuracyAnswer['single']>;

function kindRows({ accuracy, accuracySe, tmrAtFmr, eer, threshold, ...counts }: Kind): string {
  const rates = Object.entries(tmrAtFmr).map(([fmr, tmr]): [string, string] => [
    `TMR at FMR ${fmr}`,
    tmr === null ? `not supported by ${counts.impostor} impostor comparisons` : percent(tmr),
  ]);
  return table([
    [
      'accuracy over the folds',
      accuracy === null || accuracySe === null
        ? 'too few pairs for folds'
        : `${percent(accuracy)} ± ${percent(accuracySe)} (standard error)`,
    ],
    ['mean threshold of the folds', threshold === null ? '-' : threshold.toFixed(4)],
    ...rates,
    ['equal error rate', eer === null ? '-' : percent(eer)],
    ['comparisons', `${counts.genuine} genuine, ${counts.impostor} impostor`],
  ]);
}

function stationRows(answer: AccuracyAnswer): string[] {
  if (answer.pairsAtStationThresholds.length === 0) {
    return ['', 'Nobody has measured this pack, so a station would have no threshold.'];
  }
  return answer.pairsAtStationThresholds.flatMap((rates, index) => {
    const all = answer.allAtStationThresholds[index]!;
    const { pooledFmr, pooledFnmr } = all;
    return [
      '',
      `At the station's threshold to ${rates.mode}, ${rates.threshold.toFixed(4)}` +
        ` (${promise(rates)})`,
      table([
        ['FMR, listed pairs', percentWithBounds(rates.fmr)],
        ['FNMR, listed pairs', percentWithBounds(rates.fnmr)],
        ['FMR, FNMR, all pairs', `${percent(all.fmr)}, ${percent(all.fnmr)}`],
        ...(pooledFmr === null || pooledFnmr === null
          ? []
          : [['FMR, FNMR, pooled', `${percent(pooledFmr)}, ${percent(pooledFnmr)}`] as const]),
      ]),
    ];
  });
}

function promise({ mode, target }: Rates): string {
  const rate = target.toExponential();
  return mode === 'verify' ? `FMR ${rate}` : `FPIR ${rate} with up to ${leastPeople} people`;
}
