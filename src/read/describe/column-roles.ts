import type { ReadOptions } from '../reading.js';
import { columnsOfNumbers } from '../recognize/candidates.js';
import type { Header } from '../recognize/header.js';
import { idNameOf, isCalledAsUnit, isPeriodColumn, isUnitsColumn } from '../values/column-words.js';
import { isTellingControl, isVariantColumn, mentionsVariant } from '../values/vocabulary.js';
import { kindOf } from './column-kind.js';
import type { ColumnTally } from './column-tally.js';

/** What a column could be in an analysis. */
const COLUMN_ROLES = ['variant', 'unit id', 'units', 'metric', 'segment', 'date'] as const;

/** One of COLUMN_ROLES. */
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** More values than this are hardly worth a line each. */
const MOST_SEGMENTS = 20;

/**
 * What each column could be, by the words and values by which an analysis recognizes it.
 *
 * @param rows the first rows
 */
export function rolesOf(
  header: Header,
  rows: readonly string[][],
  tallies: readonly ColumnTally[],
  options: ReadOptions,
): ColumnRole[][] {
  const metrics = columnsOfNumbers(header, rows, options);
  return header.names.map((name, i) => {
    const tally = tallies[i]!;
    const texts = [...(tally.texts ?? new Map<string, number>()).keys()];
    const labels = texts.length > 1 && texts.length <= Math.min(MOST_SEGMENTS, tally.values / 2);
    const isText = kindOf(tally) === 'text';
    const named = idNameOf(name) !== null || (isCalledAsUnit(name) && !labels);
    const isVariant =
      isVariantColumn(name) || mentionsVariant(name) || (labels && texts.some(isTellingControl));
    const fits: Record<ColumnRole, boolean> = {
      variant: isVariant && texts.length > 1,
      'unit id': named,
      units: isUnitsColumn(name),
      metric: metrics.includes(name) && !isVariant && !isUnitsColumn(name),
      segment: labels && isText && !isVariant && !named && !metrics.includes(name),
      date: isPeriodColumn(name) || kindOf(tally) === 'date',
    };
    return COLUMN_ROLES.filter((role) => fits[role]);
  });
}
