import type { IndexComparison, SurrogateReport } from '../report/surrogate-report.js';
import { type Columns, EFFECT_COLUMNS, separatedTable } from './separated-table.js';

type Row = IndexComparison & { metric: string };

/** The columns of a comparison by their names, which programs rely on; new ones come last. */
const COLUMNS: Columns<Row> = {
  metric: ({ metric }) => metric,
  control: ({ control }) => control,
  treatment: ({ treatment }) => treatment,
  ...EFFECT_COLUMNS,
  confidence: ({ confidence }) => confidence,
  standard_error: ({ standardError }) => standardError,
  model_share: ({ modelShare }) => modelShare,
  p_value: ({ pValue }) => pValue,
  outcome: ({ outcome }) => outcome,
};

/** The effects on the index as CSV: a header and a row each, at full precision. */
export function renderSurrogateCsv({ indexComparisons, surrogacy }: SurrogateReport): string {
  const metric = `${surrogacy.outcome} (surrogate index)`;
  return separatedTable(
    COLUMNS,
    indexComparisons.map((one) => ({ ...one, metric })),
    ',',
  );
}
