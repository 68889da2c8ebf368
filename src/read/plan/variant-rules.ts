import { closestTo } from '../../errors.js';
import type { Plan } from '../../experiment/size/plan.js';
import type { Fault } from '../document/fault.js';
import type { WrittenPlan } from './schema.js';

/** What is wrong between the variants of a plan and the numbers that it gives them. */
export function variantFaults({ variants }: WrittenPlan, plan: Plan): Fault[] {
  const { control, treatments } = plan;
  const keys = (['allocation', 'intensity', 'cost'] as const).filter(
    (key) => variants[key] !== undefined,
  );
  return [
    ...treatments.flatMap((name, i) => nameFaults(name, i, plan)),
    ...keys.flatMap((key) => unplanned(key, plan[key]!, [control, ...treatments])),
    ...keys
      .filter((key) => key !== 'cost')
      .flatMap((key) => forgotten(key, plan[key]!, [control, ...treatments])),
    ...orderFaults(plan),
    ...costFaults(plan),
  ];
}

function nameFaults(name: string, i: number, { control, treatments }: Plan): Fault[] {
  const path = ['variants', 'treatments', i];
  if (name === control) {
    const message = `variants.treatments names ${name}, which is the control`;
    return [{ path, message, hint: 'list only what is to be compared with the control' }];
  }
  if (treatments.indexOf(name) === i) return [];
  const message = `variants.treatments names ${name} twice`;
  return [{ path, message, hint: 'leave one of the two' }];
}

function unplanned(
  key: string,
  numbers: ReadonlyMap<string, number>,
  planned: readonly string[],
): Fault[] {
  return [...numbers.keys()]
    .filter((name) => !planned.includes(name))
    .map((name) => {
      const suggestion = closestTo(name, planned);
      const hint =
        suggestion === undefined
          ? `the plan has ${planned.slice(0, 10).join(', ')}`
          : `did you mean ${suggestion}?`;
      const message = `variants.${key} names ${name}, which is no variant of this plan`;
      return { path: ['variants', key, name], atKey: true, message, hint };
    });
}

function forgotten(
  key: string,
  numbers: ReadonlyMap<string, number>,
  planned: readonly string[],
): Fault[] {
  return planned
    .filter((name) => !numbers.has(name))
    .map((name) => ({
      path: ['variants', key],
      message: `variants.${key} says nothing of ${name}`,
      hint: 'give each variant its number, the control too',
    }));
}

function orderFaults({ intensity }: Plan): Fault[] {
  if (intensity === null || new Set(intensity.values()).size > 1) return [];
  return [
    {
      path: ['variants', 'intensity'],
      message: 'variants.intensity is the same for all, so there is no order',
      hint: 'give a stronger one a larger number: generic: 0, light: 1, full: 2',
    },
  ];
}

function costFaults({ cost, metrics }: Plan): Fault[] {
  const primary = metrics.find(({ role }) => role === 'primary');
  if (cost === null || primary === undefined || primary.value !== null) return [];
  return [
    {
      path: ['variants', 'cost'],
      atKey: true,
      message: 'variants.cost is given, and the primary metric has no value to weigh it against',
      hint: `add value to ${primary.name}, in the same money: value: 12; for a metric in money value: 1`,
    },
  ];
}
