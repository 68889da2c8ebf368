import type { ComparisonReport, TargetingReport } from '../report/comparison-report.js';
import type { Report } from '../report/report.js';
import { type Columns, EFFECT_COLUMNS, separatedTable } from './separated-table.js';

/** A comparison, and of a segment the variant that a rule by its column gives it. */
type Row = ComparisonReport & { targeted?: string | undefined };

const COLUMNS: Columns<Row> = {
  metric: ({ metric }) => metric,
  role: ({ role }) => role,
  kind: ({ kind }) => kind,
  segment_column: ({ segment }) => segment && Object.keys(segment).join(' × '),
  segment_value: ({ segment }) => segment && Object.values(segment).join(' × '),
  control: ({ control }) => control.variant,
  treatment: ({ treatment }) => treatment.variant,
  control_n: ({ control }) => control.n,
  control_mean: ({ control }) => control.mean,
  control_variance: ({ control }) => control.variance,
  control_successes: ({ control }) => control.successes,
  treatment_n: ({ treatment }) => treatment.n,
  treatment_mean: ({ treatment }) => treatment.mean,
  treatment_variance: ({ treatment }) => treatment.variance,
  treatment_successes: ({ treatment }) => treatment.successes,
  ...EFFECT_COLUMNS,
  effect: ({ effect, reason }) => (reason === undefined ? effect.estimate : null),
  confidence: ({ confidence }) => confidence,
  coverage: ({ coverage }) => coverage,
  p_value: ({ pValue }) => pValue,
  log_p_value: ({ logPValue }) => logPValue,
  adjusted_p_value: ({ adjustedPValue }) => adjustedPValue,
  method: ({ method }) => method,
  statistic: ({ statistic }) => statistic,
  df: ({ df }) => df,
  margin_absolute: ({ margin }) => margin?.absolute,
  margin_relative: ({ margin }) => margin?.relative,
  margin_kind: ({ margin }) => margin?.kind,
  net_effect: ({ netEffect }) => netEffect?.estimate,
  net_effect_lower: ({ netEffect }) => netEffect?.lower,
  net_effect_upper: ({ netEffect }) => netEffect?.upper,
  outcome: ({ outcome }) => outcome,
  reason: ({ reason }) => reason?.code,
  required_control: ({ sampleSize }) => sampleSize.required?.control,
  required_treatment: ({ sampleSize }) => sampleSize.required?.treatment,
  required_total: ({ sampleSize }) => sampleSize.required?.total,
  required_for: ({ sampleSize }) => sampleSize.basis,
  smallest_detectable: ({ sampleSize }) => sampleSize.smallestDetectable.absolute,
  smallest_detectable_relative: ({ sampleSize }) => sampleSize.smallestDetectable.relative,
  triggered_share: ({ dilution }) => dilution?.share,
  diluted_effect: ({ dilution }) => dilution?.effect?.estimate,
  diluted_effect_lower: ({ dilution }) => dilution?.effect?.lower,
  diluted_effect_upper: ({ dilution }) => dilution?.effect?.upper,
  diluted_relative_effect: ({ dilution }) => dilution?.relativeEffect?.estimate,
  diluted_relative_effect_lower: ({ dilution }) => dilution?.relativeEffect?.lower,
  diluted_relative_effect_upper: ({ dilution }) => dilution?.relativeEffect?.upper,
  diluted_required_total: ({ dilution }) => dilution?.required?.total,
  targeted_variant: ({ targeted }) => targeted,
};

/** Which variant the rule by a segment's column gives it; of the primary metric, where rules were asked for. */
function targetedIn(
  targetings: readonly TargetingReport[],
  { metric, segment }: ComparisonReport,
): string | undefined {
  if (segment === null) return undefined;
  const [[column, value]] = Object.entries(segment) as [[string, string]];
  const rule = targetings.find((one) => one.metric === metric && one.columns.join() === column);
  if (rule === undefined) return undefined;
  const own = rule.cells.find((cell) => cell.segment?.[column] === value);
  return (own ?? rule.cells.find((cell) => cell.segment === null))?.variant;
}

/** The comparisons as CSV (RFC 4180, lines ended by LF): a header and a row each, at full precision. */
export function renderCsv(report: Report): string {
  return separated(report, ',');
}

/** The same with tabs between fields. */
export function renderTsv(report: Report): string {
  return separated(report, '\t');
}

function separated(report: Report, delimiter: ',' | '\t'): string {
  const { comparisons, pairs = [], targetings = [] } = report;
  const rows = comparisons.map((one) => ({ ...one, targeted: targetedIn(targetings, one) }));
  return separatedTable<Row>(COLUMNS, [...rows, ...pairs], delimiter);
}
