import type { Plan } from '../experiment/size/plan.js';
import type { RecordedLine } from '../read/journal/schema.js';

/** What a look names that its plan does not, or does not name that its plan does; `null` where nothing is. */
export function faultOfNames(line: RecordedLine, plan: Plan): string | null {
  return faultOfVariants(line, plan) ?? faultOfChoice(line, plan) ?? faultOfComparisons(line, plan);
}

function faultOfVariants(line: RecordedLine, plan: Plan): string | null {
  const untriggered = line.schemaVersion === 1 ? undefined : line.untriggered;
  const fault = faultOfCounts('units', line.units, plan);
  const isTriggered = (plan.triggered ?? null) !== null;
  if (fault !== null || line.schemaVersion === 1) return fault;
  if (isTriggered !== (untriggered !== undefined)) {
    return isTriggered
      ? 'it has no untriggered, and the plan has triggered'
      : 'it has untriggered, and the plan has no triggered';
  }
  return untriggered === undefined ? null : faultOfCounts('untriggered', untriggered, plan);
}

function faultOfCounts(
  key: string,
  counts: Record<string, number>,
  { control, treatments }: Plan,
): string | null {
  const variants = [control, ...treatments];
  const odd = Object.keys(counts).find((name) => !variants.includes(name));
  if (odd !== undefined) return `${key} names ${odd}, which is no variant of the plan`;
  const lacking = variants.find((name) => !Object.hasOwn(counts, name));
  return lacking === undefined ? null : `${key} does not name ${lacking}, a variant of the plan`;
}

function faultOfChoice({ decision, variant }: RecordedLine, { control }: Plan): string | null {
  if (decision === 'keep-control' && variant !== control) {
    return `decision is keep-control, and variant is ${variant}, not ${control}`;
  }
  const shipsControl = decision === 'ship' && variant === control;
  return shipsControl ? 'decision is ship, and variant is the control' : null;
}

/** Every metric of every treatment is compared, metric by metric as the plan has them. */
function faultOfComparisons(
  line: RecordedLine,
  { control, treatments, metrics }: Plan,
): string | null {
  const wanted = metrics.flatMap(({ name }) =>
    treatments.map((treatment) => wordComparison(name, treatment, control)),
  );
  const given =
    line.schemaVersion === 1
      ? line.comparisons.map((one) => wordComparison(one.metric, one.treatment, control))
      : line.comparisons.map((one) =>
          wordComparison(one.metric, one.treatment.variant, one.control.variant),
        );
  if (given.length !== wanted.length) {
    return `comparisons has ${given.length} where the plan has ${wanted.length}`;
  }
  const at = wanted.findIndex((words, i) => words !== given[i]);
  if (at === -1) return null;
  return `comparisons.${at} is of ${given[at]}, where the plan has ${wanted[at]}`;
}

function wordComparison(metric: string, treatment: string, control: string): string {
  return `${metric}, ${treatment} against ${control}`;
}
