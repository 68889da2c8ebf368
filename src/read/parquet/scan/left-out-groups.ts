import type { RowGroup } from 'hyparquet';
import type { ScanLayout } from '../../scan/scan-layout.js';
import { filterVerdict, JUDGE, type ScannedFilter } from '../../scan/scanned-filters.js';
import { type ColumnKind, textAt } from '../column-kind.js';
import type { ParquetColumn } from '../columns.js';

/**
 * Whether it is certain from a row group's statistics that a plan leaves out all of its rows, and none of them
 * needs judgement.
 */
export function isLeftOut(
  group: RowGroup,
  plan: ScanLayout,
  columns: readonly ParquetColumn[],
): boolean {
  for (const filter of plan.filters) {
    const verdicts = verdictsIn(group, plan, filter, columns[filter.column]!);
    if (verdicts === null || verdicts.has(JUDGE)) return false;
    if (!verdicts.has(1)) return true;
  }
  return false;
}

/** What a filter may say of the values of a group; `null` where that is not certain. */
function verdictsIn(
  group: RowGroup,
  plan: ScanLayout,
  filter: ScannedFilter,
  { kind, chunk }: ParquetColumn,
): Set<number> | null {
  const statistics = group.columns[chunk]?.meta_data?.statistics;
  // Without a missing value no row is blank, either.
  if (kind === null || statistics?.null_count !== 0n) return null;
  const [least, most] = [statistics.min_value, statistics.max_value];
  if (kind.meaning === 'date') return verdictsOnDays(plan, filter, kind, dayOf(least), dayOf(most));
  // Of doubles, statistics know neither NaN nor, for certain, the sign of zero.
  const isWhole = kind.meaning === 'number' && kind.type.startsWith('INT') && !kind.isUnsigned;
  if (!isWhole || filter.decimal === null) return null;
  return verdictsBetween(filter, numberOf(least), numberOf(most));
}

function numberOf(value: unknown): number {
  const number = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

const MS_PER_DAY = 86_400_000;

function dayOf(value: unknown): number {
  return value instanceof Date ? Math.floor(value.getTime() / MS_PER_DAY) : Number.NaN;
}

function verdictsBetween(
  { turns }: ScannedFilter,
  least: number,
  most: number,
): Set<number> | null {
  if (!(least <= most)) return null;
  const verdicts = new Set<number>();
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, below, on } of turns) {
    if (before < most && at > least) verdicts.add(below);
    if (at >= least && at <= most) verdicts.add(on);
    before = at;
  }
  return verdicts;
}

/** More days than this are not looked at one by one: ten years. */
const MOST_DAYS = 3660;

function verdictsOnDays(
  plan: ScanLayout,
  filter: ScannedFilter,
  kind: ColumnKind,
  first: number,
  last: number,
): Set<number> | null {
  if (!(first <= last && last - first < MOST_DAYS)) return null;
  const verdicts = new Set<number>();
  for (let day = first; day <= last; day++) {
    const values = { form: 'numbers' as const, count: 1, numbers: Float64Array.of(day) };
    verdicts.add(filterVerdict(filter, textAt(kind, values, 0), plan));
  }
  return verdicts;
}
