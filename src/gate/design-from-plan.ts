import { closestTo, UserError } from '../errors.js';
import type { Aggregates } from '../experiment/aggregates.js';
import { CHOSEN_BY_DATA } from '../experiment/compare/tests.js';
import type { Design } from '../experiment/design.js';
import type { Monitoring } from '../experiment/monitoring/monitoring.js';
import { covariatesOf, type Plan } from '../experiment/size/plan.js';
import { type CsvFormat, type ReadOptions, USUAL_DIALECT } from '../read/reading.js';

/**
 * What a plan says of how to read its data, which are written so.
 * @example
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * // Of files with semicolons.
 * const { unitsColumn, metrics, delimiter } = planReadOptions(plan, { ...USUAL_DIALECT, delimiter: ';' });
 * [unitsColumn, delimiter]; // => [ 'visitors', ';' ]
 * metrics; // => [ 'signups:proportion', 'unsubscribes:proportion' ]
 */
export function planReadOptions(plan: Plan, dialect: CsvFormat = USUAL_DIALECT): ReadOptions {
  const { metrics, units, variantColumn, reading } = plan;
  const { where, variants, emptyIs, ...values } = reading ?? { where: [], variants: [] };
  return {
    ...dialect,
    ...values,
    emptyIs: emptyIs ?? null,
    variantColumn,
    unitsColumn: units.column,
    unitIdColumn: units.id,
    unitIdOfRows: true,
    rowsAreUnits: units.rows === true,
    where,
    variants,
    // The column of a quantile says which one.
    metrics: metrics.map(({ column, kind }) =>
      kind === null || kind === 'quantile' ? column : `${column}:${kind}`,
    ),
    segments: segmentsRead(plan),
    triggered: plan.triggered ?? null,
    covariates: metrics.flatMap((metric) =>
      covariatesOf(metric).map((column) => ({ metric: metric.column, column })),
    ),
    caps: metrics.flatMap(({ column, cap }) =>
      cap === undefined ? [] : [{ metric: column, ...cap }],
    ),
    ranks: false,
    hashContent: true,
  };
}

/** The columns that part the units: what is compared by segment, and what the rest is compared within. */
function segmentsRead({ segments, stratify }: Plan): string[] {
  return stratify === null || segments.includes(stratify) ? segments : [...segments, stratify];
}

/**
 * The design that a plan promised.
 *
 * @throws {UserError} when the data have a variant that the plan lacks, or lack one that it has.
 */
export function designFromPlan(
  plan: Plan,
  aggregates: Aggregates,
  file: string,
  monitoring: Monitoring | null,
): Design {
  checkVariants(plan, aggregates, file);
  return plannedDesign(plan, monitoring);
}

/** The same whatever the data are. */
export function plannedDesign(plan: Plan, monitoring: Monitoring | null): Design {
  const { value } = plan.metrics[0]!;
  const variants = [plan.control, ...plan.treatments];
  return {
    control: plan.control,
    treatments: plan.treatments,
    metrics: plan.metrics.map(
      ({ name, kind, quantile, covariate, lowerIsBetter, mde, margin, ...rest }) => ({
        name,
        kind,
        covariates: covariatesOf({ covariate }),
        lowerIsBetter,
        mde,
        margin,
        quantile,
        ...(rest.foretells === undefined ? {} : { foretells: rest.foretells }),
        ...(rest.longTermOf === undefined ? {} : { longTermOf: rest.longTermOf }),
      }),
    ),
    alpha: plan.alpha,
    power: plan.power,
    alternative: plan.alternative,
    correction: plan.correction,
    // Where a plan says nothing it promises equal shares, and no flag could say otherwise.
    allocation: plan.allocation ?? new Map(variants.map((variant) => [variant, 1])),
    poolBelow: 0,
    // A gate decides on the control alone, and more comparisons would only cost it power.
    allPairs: false,
    pooled: false,
    intensity: plan.intensity,
    money: value === null ? null : { cost: plan.cost ?? new Map(), value },
    bayes: false,
    prior: 'flat',
    stratify: plan.stratify,
    tests: CHOSEN_BY_DATA,
    monitoring,
  };
}

/** Whoever was not planned was not randomized by this plan, and whoever is missing was not measured. */
function checkVariants(
  { control, treatments }: Plan,
  { variants }: Aggregates,
  file: string,
): void {
  const planned = [control, ...treatments];
  const unplanned = [...variants.keys()].find((variant) => !planned.includes(variant));
  if (unplanned !== undefined) {
    const close = closestTo(unplanned, planned);
    throw new UserError(`the data have a variant ${unplanned}, which the plan lacks`, {
      location: { file },
      hint:
        close === undefined
          ? 'is it the plan of these data? other experiments go into other files'
          : `the plan has ${close}; are they one?`,
    });
  }
  const missing = planned.find((variant) => (variants.get(variant)?.units ?? 0) === 0);
  if (missing === undefined) return;
  throw new UserError(`the plan has a variant ${missing}, of which the data have no units`, {
    location: { file },
    hint: 'is it logged, and is its file among those given?',
  });
}
