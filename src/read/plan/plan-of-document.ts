import { DEFAULTS } from '../../experiment/design.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import type {
  Plan,
  PlannedBaseline,
  PlannedDays,
  PlannedMetric,
} from '../../experiment/size/plan.js';
import { spendingNamed } from '../../stats/sequential/spending-family.js';
import { writtenCap } from '../values/written-cap.js';
import { plainNumber, writtenEffectSize, writtenShare } from '../values/written-numbers.js';
import { QUANTILE_KIND, type WrittenMetric } from './metric-schema.js';
import type { WrittenPlan } from './schema.js';

/** The plan that a file writes, with defaults where it says nothing, and the primary metric first. */
export function planFrom(written: WrittenPlan): Plan {
  const { variants, units = {}, alternative = DEFAULTS.alternative } = written;
  const power = written.power === undefined ? DEFAULTS.power : writtenShare(String(written.power));
  const metrics = written.metrics.map((metric) => plannedMetric(metric, alternative));
  return {
    experiment: String(written.experiment),
    hypothesis: written.hypothesis?.trim() ?? null,
    tags: textsBy(written.tags),
    owner: nameOrNull(written.owner),
    follows: nameOrNull(written.follows),
    control: String(variants.control),
    treatments: variants.treatments.map(String),
    allocation: numbersBy(variants.allocation),
    intensity: numbersBy(variants.intensity),
    cost: numbersBy(variants.cost),
    variantColumn: nameOrNull(variants.column),
    units: {
      id: nameOrNull(units.id),
      rows: units.rows ?? null,
      column: nameOrNull(units.column),
      daily: units.daily === undefined ? null : numberOf(units.daily),
    },
    metrics: [
      ...metrics.filter(({ role }) => role === 'primary'),
      ...metrics.filter(({ role }) => role !== 'primary'),
    ],
    reading: readingFrom(written.reading),
    segments: (written.segments ?? []).map(String),
    stratify: nameOrNull(written.stratify),
    triggered: nameOrNull(written.triggered),
    alpha: written.alpha === undefined ? DEFAULTS.alpha : writtenShare(String(written.alpha)),
    power,
    alternative,
    correction: written.correction ?? DEFAULTS.correction,
    monitoring: monitoringFrom(written, power),
    sampleSize: written.sampleSize === undefined ? null : numberOf(written.sampleSize),
    ...daysFrom(written),
  };
}

/** `null` where nothing is said, so that plans without it keep their hash. */
function readingFrom(written: WrittenPlan['reading']): Plan['reading'] {
  if (written === undefined || Object.keys(written).length === 0) return null;
  const { where = [], variants = [], missing, emptyIs, onBadRow, decimal, ...rest } = written;
  return {
    where,
    variants: variants.map(String),
    ...(missing === undefined ? {} : { missing: missing.map(String) }),
    ...(emptyIs === undefined ? {} : { emptyIs }),
    ...(onBadRow === 'skip' ? { onBadRow } : {}),
    ...(decimal === undefined ? {} : { decimal: decimalFrom(decimal) }),
    ...(rest.thousands === undefined
      ? {}
      : { thousands: rest.thousands === 'space' ? ' ' : rest.thousands }),
    ...(rest.comment === undefined ? {} : { comment: rest.comment }),
  };
}

/** One for all columns stands under no name. */
function decimalFrom(written: '.' | ',' | Record<string, '.' | ','>): Map<string, '.' | ','> {
  return new Map(typeof written === 'string' ? [['', written]] : Object.entries(written));
}

/** When it may be decided; what is not said is absent, so that plans without it keep their hash. */
function daysFrom({ minimumDays, wholeWeeks, decideBy }: WrittenPlan): PlannedDays {
  return {
    ...(minimumDays === undefined ? {} : { minimumDays: numberOf(minimumDays) }),
    ...(wholeWeeks === true ? { wholeWeeks } : {}),
    ...(decideBy === undefined ? {} : { decideBy }),
  };
}

/** What a metric's values are brought to, where that is said. */
function capFrom(written: WrittenMetric['cap']): Pick<PlannedMetric, 'cap'> {
  const cap = written === undefined ? null : writtenCap(String(written));
  return cap === null || 'fault' in cap ? {} : { cap };
}

/** That a metric is a surrogate, where that is said. */
function foretellsFrom(written: WrittenMetric['surrogate']): Pick<PlannedMetric, 'foretells'> {
  if (written === undefined) return {};
  return { foretells: { outcome: String(written.for), mayShip: written.mayShip === true } };
}

/** One metric of a plan; what it does not say of its kind, its baseline and sizes may tell. */
export function plannedMetric(
  written: WrittenMetric,
  alternative: Plan['alternative'],
): PlannedMetric {
  const { name, column = name, role, covariate, value } = written;
  const mde = sizeOf(written.mde);
  const margin = sizeOf(written.margin);
  const baseline = baselineFrom(written.baseline);
  const points = mde?.scale === 'points' || margin?.scale === 'points';
  const told = baseline !== null ? ('rate' in baseline ? 'proportion' : null) : null;
  const lower = written.direction === undefined && margin === null && alternative === 'less';
  const quantile = quantileOf(written.kind);
  const kind = written.kind as Exclude<MetricKind, 'quantile'> | undefined;
  return {
    name: String(name),
    column: quantile === null ? String(column) : `${column}:${written.kind}`,
    kind: quantile === null ? (kind ?? told ?? (points ? 'proportion' : null)) : 'quantile',
    quantile,
    role,
    lowerIsBetter: written.direction === 'decrease' || lower,
    mde,
    margin:
      margin === null
        ? null
        : { kind: written.equivalence === true ? 'equivalence' : 'non-inferiority', size: margin },
    value: value === undefined ? null : numberOf(value),
    covariate: covariateFrom(covariate),
    baseline,
    ...capFrom(written.cap),
    ...foretellsFrom(written.surrogate),
    ...(written.longTermOf === undefined ? {} : { longTermOf: String(written.longTermOf) }),
  };
}

/** Which quantile a kind is; `null` for any other. */
function quantileOf(kind: WrittenMetric['kind']): number | null {
  if (kind === undefined || !QUANTILE_KIND.test(kind)) return null;
  return kind === 'median' ? 0.5 : Number(kind.slice(1)) / 100;
}

/** What is expected of a control; `null` where nothing is said. */
export function baselineFrom(written: WrittenMetric['baseline']): PlannedBaseline | null {
  if (written === undefined) return null;
  if (typeof written !== 'object') return { rate: writtenShare(String(written)) };
  return { mean: numberOf(written.mean), sd: numberOf(written.sd) };
}

/** How a test may be looked at, as it is written. */
export function monitoringFrom(
  { monitoring, futility }: Pick<WrittenPlan, 'monitoring' | 'futility'>,
  power: number,
): StoppingRule {
  const {
    method,
    spending = 'obrien-fleming',
    looks,
  } = typeof monitoring === 'object' ? monitoring : { method: monitoring ?? 'fixed' };
  // That a group-sequential plan says how many looks, its rules see to.
  if (method !== 'group-sequential') return { method };
  return {
    method,
    spending: spendingNamed(spending)!,
    looks: numberOf(looks!),
    // Absent where nothing is said, so that plans without it keep their hash and their report.
    ...(futility === undefined ? {} : { futility: { spending: spendingNamed(futility)!, power } }),
  };
}

function sizeOf(written: WrittenMetric['mde']) {
  return written === undefined ? null : writtenEffectSize(String(written));
}

/** The number that is written. */
export function numberOf(written: number | string): number {
  return plainNumber(String(written));
}

function nameOrNull(written: string | number | boolean | undefined): string | null {
  return written === undefined ? null : String(written);
}

/** A list of one is that one, so that both have the same hash. */
function covariateFrom(written: WrittenMetric['covariate']): PlannedMetric['covariate'] {
  if (!Array.isArray(written)) return nameOrNull(written);
  return written.length === 1 ? String(written[0]) : written.map(String);
}

function textsBy(written: WrittenPlan['tags']): Map<string, string> | null {
  if (written === undefined) return null;
  return new Map(Object.entries(written).map(([name, value]) => [name, String(value).trim()]));
}

function numbersBy(
  written: Record<string, number | string> | undefined,
): Map<string, number> | null {
  if (written === undefined) return null;
  return new Map(Object.entries(written).map(([name, value]) => [name, numberOf(value)]));
}
