import type { FailedCheck } from '../experiment/checks/checks.js';
import type { Plan } from '../experiment/size/plan.js';
import type { RecordedLine } from '../read/journal/schema.js';

/** The checks that make a look invalid, by the codes that they give as its reasons. */
export const FAILURES = [
  'PLAN_CHANGED',
  'DATA_SHRANK',
  'SAMPLE_RATIO_MISMATCH',
  'UNITS_IN_TWO_VARIANTS',
  'SEGMENT_IMBALANCE',
  'COVARIATE_IMBALANCE',
] as const satisfies FailedCheck['code'][];

/** Those of a look's reasons that make it invalid. */
export function failuresOf({ reasons }: Pick<RecordedLine, 'reasons'>): string[] {
  return reasons.filter((code) => (FAILURES as readonly string[]).includes(code));
}

/** What no plan lets a look say of its decision; `null` where there is nothing of that. */
export function faultOfDecision(line: RecordedLine, first: RecordedLine): string | null {
  const { decision, variant, units, plan } = line;
  const names = decision === 'ship' || decision === 'keep-control';
  if (names && variant === null) return `decision is ${decision}, and variant is null`;
  if (!names && variant !== null) return `decision is ${decision}, and yet variant is ${variant}`;
  if (variant !== null && !Object.hasOwn(units, variant)) {
    return `variant is ${variant}, of which there are no units`;
  }
  const failures = failuresOf(line);
  if (decision === 'invalid' && failures.length === 0)
    return 'decision is invalid, without a reason';
  if (decision !== 'invalid' && failures.length > 0) {
    return `decision is ${decision}, and yet ${failures[0]} is among its reasons`;
  }
  return faultOfChange(failures.includes('PLAN_CHANGED'), plan !== first.plan);
}

function faultOfChange(said: boolean, changed: boolean): string | null {
  if (said === changed) return null;
  return changed
    ? 'plan is not that of line 1, and the look is not invalid for it'
    : 'PLAN_CHANGED is among its reasons, and plan is that of line 1';
}

/** What a look names that its plan does not, or does not name that its plan does; `null` where nothing is. */
export function faultOfNames(line: RecordedLine, plan: Plan): string | null {
  const { control, treatments, metrics } = plan;
  const variants = [control, ...treatments];
  const odd = Object.keys(line.units).find((name) => !variants.includes(name));
  if (odd !== undefined) return `units names ${odd}, which is no variant of the plan`;
  const lacking = variants.find((name) => !Object.hasOwn(line.units, name));
  if (lacking !== undefined) return `units does not name ${lacking}, a variant of the plan`;
  const { decision, variant } = line;
  if (decision === 'keep-control' && variant !== control) {
    return `decision is keep-control, and variant is ${variant}, not ${control}`;
  }
  if (decision === 'ship' && variant === control)
    return `decision is ship, and variant is the control`;
  const wanted = metrics.flatMap(({ name }) => treatments.map((one) => [name, control, one]));
  const given = line.comparisons.map((one) =>
    typeof one.treatment === 'string'
      ? [one.metric, control, one.treatment]
      : [
          one.metric,
          (one as { control: { variant: string } }).control.variant,
          one.treatment.variant,
        ],
  );
  if (given.length !== wanted.length) {
    return `comparisons has ${given.length} where the plan has ${wanted.length}`;
  }
  const at = wanted.findIndex((names, i) => names.some((name, j) => name !== given[i]![j]));
  if (at === -1) return null;
  const [of = [], has = []] = [wanted[at], given[at]];
  return `comparisons.${at} is of ${has[0]}, ${has[2]} against ${has[1]}, where the plan has ${of[0]}, ${of[2]} against ${of[1]}`;
}
