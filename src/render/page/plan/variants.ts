import type { PlannedVariant, PlanReport } from '../../../report/plan-report.js';
import { formatCount, formatPercent } from '../../../report/wording/numbers.js';
import { type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** What a variant may have, as text; `null` where the plan does not say it. */
const FIGURES: { title: string; of: (variant: PlannedVariant) => string | null }[] = [
  { title: 'share', of: ({ share }) => formatPercent(share, 1) },
  { title: 'units', of: ({ units }) => (units === null ? null : formatCount(units)) },
  { title: 'strength', of: ({ intensity }) => (intensity === null ? null : `${intensity}`) },
  { title: 'cost per unit', of: ({ cost }) => (cost === null ? null : `${cost}`) },
];

/** Who gets what, and how many units each variant is to have. */
export function variantsSection({ variants, design }: PlanReport): Markup {
  const columns = FIGURES.filter(({ of }) => variants.some((one) => of(one) !== null));
  return section(
    'Variants',
    table(
      [{ name: 'variant' }, ...columns.map(({ title }) => ({ name: title, isFigure: true }))],
      variants.map((variant) => [
        variant.name === design.control
          ? [nameOf(variant.name), ' (control)']
          : nameOf(variant.name),
        ...columns.map(({ of }) => of(variant) ?? '–'),
      ]),
    ),
  );
}
