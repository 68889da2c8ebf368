import {
  clustersOf,
  covariateOf,
  noiseOf,
  type PilotAnswer,
  readOf,
  skewOf,
} from '../../report/wording/pilot-wording.js';

/** What was read for an answer, as labels and texts; nothing where it was typed. */
export function pilotRows<A extends Omit<PilotAnswer, 'pilot'>>(
  answer: A & { pilot: PilotAnswer['pilot'] | null },
): [string, string][] {
  const { pilot } = answer;
  if (pilot === null) return [];
  const read = { ...answer, pilot };
  const rows: [string, string | null][] = [
    ['Pilot', readOf(read)],
    ['Rows', clustersOf(read)],
    ['Covariate', covariateOf(read)],
    ['Noise', noiseOf(read)],
    ['Skewness', skewOf(read)],
  ];
  return rows.flatMap(([label, text]): [string, string][] =>
    text === null ? [] : [[label, text]],
  );
}
