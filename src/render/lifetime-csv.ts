import type { LifetimeReport, PredictedComparison } from '../report/lifetime-report.js';
import { type Columns, EFFECT_COLUMNS, separatedTable } from './separated-table.js';

type Row = PredictedComparison & Pick<LifetimeReport['question'], 'horizon' | 'timeUnit'>;

/** The columns of a comparison by their names, which programs rely on; new ones come last. */
const COLUMNS: Columns<Row> = {
  measure: ({ measure }) => measure,
  horizon: ({ horizon }) => horizon,
  time_unit: ({ timeUnit }) => timeUnit,
  control: ({ control }) => control,
  treatment: ({ treatment }) => treatment,
  control_mean: ({ controlMean }) => controlMean,
  treatment_mean: ({ treatmentMean }) => treatmentMean,
  ...EFFECT_COLUMNS,
  confidence: ({ confidence }) => confidence,
  p_value: ({ pValue }) => pValue,
  outcome: ({ outcome }) => outcome,
};

/** The comparisons as CSV: a header and a row each, at full precision; without variants the header alone. */
export function renderLifetimeCsv({ predictedComparisons, question }: LifetimeReport): string {
  const { horizon, timeUnit } = question;
  const rows = predictedComparisons.map((one) => ({ ...one, horizon, timeUnit }));
  return separatedTable(COLUMNS, rows, ',');
}
