import { areCrossed } from '../segment-parts.js';
import type { UnitsInto } from '../units/units-into.js';
import { IS_SAME_ORDER, MOST } from './layout.js';
import { NO_TEXT, partsOf, type ScanLayout, waitsForCaps } from './scan-layout.js';
import { keptMetrics } from './scanned-values.js';

/** How units are to be scanned as rows, whose columns of values are their numbers; `null` where they cannot be. */
export function unitsLayout({ units, reading, options, kept }: UnitsInto): ScanLayout | null {
  const { metrics } = reading;
  const { numbers, segments, variants } = units;
  if (options.keepsUnits === true || waitsForCaps(metrics, kept)) return null;
  const made = units.metrics.map(({ at, measures }) =>
    Array.from({ length: measures }, (_, k) => at + k),
  );
  const keeps = keptMetrics(metrics, made, options, kept);
  const fits =
    (keeps.length === 0 || IS_SAME_ORDER) &&
    numbers <= MOST.values &&
    metrics.length <= MOST.metrics &&
    segments.length <= MOST.segments &&
    variants.size <= MOST.codes &&
    made.every(({ length }) => length <= MOST.measures);
  if (!fits) return null;
  const limits = Array.from({ length: numbers }, (_, column) => {
    const metric = made.findIndex(([own]) => own === column);
    return metric === -1 ? null : (kept?.caps[metric]?.limits ?? null);
  });
  return {
    ...NO_FILE,
    texts: [0, ...segments.map((_, i) => 1 + i)],
    values: limits.map((own, column) => ({ ...NUMBER, column, limits: own })),
    parts: partsOf(reading, options),
    crossed: areCrossed(reading, options),
    metrics: made,
    keeps,
  };
}

/** What of a plan says how a file is written, of which there is none. */
const NO_FILE = {
  columns: 1,
  ...NO_TEXT,
  variantColumn: true,
  variant: null,
  days: null,
  unitsColumn: null,
  unitId: null,
  ids: [],
  idLevels: [],
  filters: [],
  seeks: false,
  variants: [],
  missing: [],
  missingNumbers: [],
  comment: [],
  steady: [],
  trigger: null,
};

const NUMBER = {
  format: { decimal: '.', thousands: '' } as const,
  success: null,
  isCount: false,
  emptyIsZero: false,
};
