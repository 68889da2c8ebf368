import { covariatesOf, type Plan, type PlannedMetric } from '../experiment/size/plan.js';
import type { JournalArm, JournalComparison, JournalLine } from '../read/journal/version-2.js';
import { COLUMNS_OF_COVARIATE } from '../stats/tests/covariate.js';
import { arePossible, isWhole } from './moments-on-record.js';

/** What keeps a look's figures from being those of any data under the plan; `null` where nothing does. */
export function faultOfForm(line: JournalLine, plan: Plan): string | null {
  const faults = line.comparisons.map((comparison, i) => {
    const metric = plan.metrics[Math.floor(i / plan.treatments.length)]!;
    const fault = faultOfKind(comparison, metric) ?? faultOfArms(comparison, metric);
    return fault === null ? null : `comparisons.${i}.${fault}`;
  });
  return faults.find((fault) => fault !== null) ?? faultOfUnits(line, plan);
}

/**
 * Whose units are others than those of the first metric, with and without values. Counts of its own units it has
 * where it names a column of them, and then nothing follows.
 */
function faultOfUnits({ comparisons, units }: JournalLine, { metrics }: Plan): string | null {
  const [{ column, kind }] = metrics as [PlannedMetric];
  if (kind !== 'ratio' && column.includes('/')) return null;
  const own = comparisons.filter(({ role }) => role === 'primary');
  const odd = own
    .flatMap(({ control, treatment }) => [control, treatment])
    .find(({ variant, n, missing = 0 }) => units[variant] !== n + missing);
  if (odd === undefined) return null;
  const { variant, n, missing = 0 } = odd;
  return `units.${variant} is ${units[variant]} on record, where the figures come to ${n + missing}`;
}

function faultOfKind({ kind }: JournalComparison, metric: PlannedMetric): string | null {
  // What a plan leaves open is told by the data, and they tell no other than these two.
  const isOpen = metric.kind === null && (kind === 'proportion' || kind === 'mean');
  if (kind === metric.kind || isOpen) return null;
  return `kind is ${kind}, where the plan has ${metric.kind ?? 'a proportion or a mean'}`;
}

function faultOfArms(comparison: JournalComparison, metric: PlannedMetric): string | null {
  const { control, treatment, strata = [], kind } = comparison;
  const whole = { control, treatment };
  const parts = strata.flatMap((part, i) => [
    { path: `strata.${i}.control`, arm: part.control, of: control },
    { path: `strata.${i}.treatment`, arm: part.treatment, of: treatment },
  ]);
  const arms = [...Object.entries(whole).map(([path, arm]) => ({ path, arm, of: arm })), ...parts];
  const measures = (kind === 'ratio' ? 2 : 1) + COLUMNS_OF_COVARIATE * covariatesOf(metric).length;
  for (const { path, arm, of } of arms) {
    const fault = faultOfArm(arm, kind, measures) ?? faultOfPart(arm, of);
    if (fault !== null) return `${path}${fault}`;
  }
  return null;
}

function faultOfArm(
  { n, mean, variance, successes, moments }: JournalArm,
  kind: JournalComparison['kind'],
  measures: number,
): string | null {
  if ((successes !== undefined) !== (kind === 'proportion'))
    return ': successes are of a proportion';
  if (successes !== undefined && (mean < 0 || mean > 1)) return `.mean is ${mean}, and no rate`;
  if (variance !== null && n < 2) return `.variance is ${variance}, of ${n} units`;
  const isTold = measures === 1 && (kind === 'proportion' || kind === 'quantile');
  if (moments === undefined) return isTold ? null : '.moments is missing';
  if (isTold) return '.moments may not be there';
  if (!isWhole(moments, measures)) return `.moments are not those of ${measures} measurements`;
  return arePossible(n, moments, kind) ? null : '.moments are those of no numbers';
}

function faultOfPart({ variant, n }: JournalArm, of: JournalArm): string | null {
  if (variant !== of.variant) return `.variant is ${variant}, not ${of.variant}`;
  return n > of.n ? `.n is ${n}, of ${of.n} units` : null;
}
