import type { Plan } from '../../experiment/size/plan.js';
import type { Fault } from '../document/fault.js';
import { beside } from '../paths/paths.js';
import { type PlanRead, readPlan } from '../plan/read-plan.js';
import type { PlacedIdea } from './ideas-rules.js';

/** The plan that an idea names, found from the folder of its backlog. */
export function planOfIdea(backlog: string, plan: string): Promise<PlanRead> {
  return readPlan(beside(backlog, plan));
}

/** What a plan always says, which an idea with a plan may therefore not. */
const OF_PLAN = [
  'metric',
  'direction',
  'alpha',
  'alternative',
  'monitoring',
  'futility',
  'power',
  'treated',
  'guardrails',
] as const;

/**
 * Why an idea cannot be valued by its plan.
 *
 * @param own the keys that stand at the idea itself.
 */
export function planFaults(
  { written, pathOf }: PlacedIdea,
  own: readonly string[],
  plan: Plan,
): Fault[] {
  const name = String(written.name);
  const [primary] = plan.metrics;
  const said = [
    ...OF_PLAN,
    ...(primary!.baseline === null ? [] : (['baseline'] as const)),
    ...(primary!.value === null ? [] : (['value'] as const)),
    ...(plan.cost === null ? [] : (['cost'] as const)),
  ];
  const twice = said.find((key) => own.includes(key));
  if (twice !== undefined) {
    return [
      {
        path: pathOf(twice),
        atKey: true,
        message: `${name}: ${twice} is what its plan says`,
        hint: 'leave it out, or the plan',
      },
    ];
  }
  const at = { path: pathOf('plan') };
  if (plan.treatments.length > 1) {
    return [
      {
        ...at,
        message: `${name}: its plan has ${plan.treatments.length} treatments`,
        hint: 'value each as an idea of its own, with a rule of its own',
      },
    ];
  }
  if (primary!.margin !== null || primary!.kind === 'quantile') {
    return [
      {
        ...at,
        message: `${name}: ${primary!.name} of its plan is no metric that is to be raised or lowered on average`,
        hint: 'value it without the plan',
      },
    ];
  }
  const absent = (['baseline', 'value'] as const).find(
    (key) => primary![key] === null && written[key] === undefined,
  );
  if (absent !== undefined) {
    return [
      {
        ...at,
        message: `${name}: neither its plan nor the backlog says its ${absent}`,
        hint: `add ${absent} to either`,
      },
    ];
  }
  const open = plan.metrics.find(({ role, baseline }) => role === 'guardrail' && baseline === null);
  if (open === undefined) return [];
  return [
    {
      ...at,
      message: `${name}: ${open.name} of its plan has no baseline, so that nobody can tell how often it holds`,
      hint: `add a baseline to ${open.name} in the plan`,
    },
  ];
}
