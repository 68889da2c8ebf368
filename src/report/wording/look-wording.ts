import type { Report } from '../report.js';
import { wordProgress } from './look-reasons.js';
import { formatCount } from './numbers.js';

/** Beyond these, variants are named too many for one sentence. */
const MOST_VARIANTS = 6;

/** Which look this is and what the one before it said, as a sentence; none outside of a gate. */
export function wordLook({ look }: Pick<Report, 'look'>): string | null {
  if (look === null) return null;
  const { number, repeated, informationFraction, previous } = look;
  const again = repeated ? ' again (the same data, so nothing more is spent)' : '';
  const share = wordProgress(informationFraction);
  const before =
    previous === null
      ? ''
      : ` Look ${previous.number}, of ${previous.time}, said ${previous.decision}.`;
  const which = number === null ? 'This look' : `Look ${number}`;
  return `${which}${again}, at ${share} of the planned units.${before}`;
}

/** How many of the planned units each variant has, as a sentence; none without a plan. */
export function wordPlannedSize({ plan, variants }: Pick<Report, 'plan' | 'variants'>) {
  if (plan === null) return null;
  const known = variants.filter(({ name }) => Object.hasOwn(plan.plannedUnits, name));
  const named = known.slice(0, MOST_VARIANTS).map(({ name, units }) => {
    return `${formatCount(units)} of ${formatCount(plan.plannedUnits[name]!)} in ${name}`;
  });
  const more = known.length > MOST_VARIANTS ? ', …' : '';
  return `Planned units: ${named.join(', ')}${more}.`;
}

/** Whether each variant has its planned units. */
export function hasPlannedSize({ plan, variants }: Pick<Report, 'plan' | 'variants'>): boolean {
  const units = new Map(variants.map((variant) => [variant.name, variant.units]));
  return Object.entries(plan?.plannedUnits ?? {}).every(
    ([name, planned]) => (units.get(name) ?? 0) >= planned,
  );
}
