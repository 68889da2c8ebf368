import type * as z from 'zod/mini';
import type { Pilot } from '../experiment/size/pilot.js';
import type { AnswerRange } from '../experiment/size/pilot-range.js';
import { type PlannedSize, type PowerDesign, wholeSize } from '../experiment/size/power-plan.js';
import type { InputReport } from './report.js';
import type { pilot } from './schemas/pilot-schema.js';

/** Past data as they were read, of the one metric and variant that a test is planned by. */
export interface PilotRead {
  input: InputReport;
  /** The variant whose units are read, most often the control; `null` where the data have none. */
  variant: string | null;
  metric: string;
  /** Units that have no value of it. */
  missing: number;
  covariates: readonly string[];
  /** Where rows are added up to units: how many there are, and what taking them for units would hide. */
  clusters: { rows: number; designEffect: number | null } | null;
  pilot: Pilot;
}

/** What a test is planned by that was read rather than typed. */
export type PilotReport = z.output<typeof pilot>;

/** What was read for a test, and what it makes of the answer. */
export function pilotReport(
  { pilot, covariates, ...read }: PilotRead,
  test: Pick<PowerDesign, 'allocation' | 'variants' | 'leastUnits'>,
  answer: {
    solvedFor: string;
    power: number;
    sampleSize: PlannedSize;
    forPower?: PilotReport['forPower'];
  },
  range: AnswerRange,
): PilotReport {
  const { kind, n, mean, sd, explained, skewness } = pilot;
  const { power, sampleSize } = answer;
  const isSize = answer.solvedFor === 'sampleSize';
  return {
    ...read,
    kind,
    n,
    mean,
    sd,
    covariate: explained === null ? null : { columns: [...covariates], explained },
    skewness,
    forSkewness: test.leastUnits === undefined ? null : wholeSize(test, test.leastUnits),
    forPower: isSize ? (answer.forPower ?? { power, sampleSize }) : null,
    binding: isSize ? (answer.forPower === undefined ? 'power' : 'skewness') : null,
    range,
  };
}

/** What the formula of a size is of, where that is not the metric as it is. */
export function formulaOfPilot(formula: string, pilot: PilotReport | null): string {
  const about = [
    ...(pilot?.kind === 'ratio'
      ? ['of the ratio linearized by the delta method (Deng, Knoblich & Lu 2018)']
      : []),
    ...(pilot?.covariate ? ['of what covariates leave (Borm, Fransen & Lemmens 2007)'] : []),
  ];
  return [formula, ...about].join('; ');
}
