import type { ColumnTally } from './column-tally.js';

/** What the values of a column are: all of them, of 'mixed' most are numbers, of 'unread' numbers in another writing. */
const COLUMN_KINDS = [
  'yes or no',
  'whole',
  'number',
  'date',
  'text',
  'mixed',
  'unread',
  'empty',
] as const;

/** One of COLUMN_KINDS. */
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** What the values of a column are. */
export function kindOf({ values, binary, whole, numbers, dates, unread }: ColumnTally): ColumnKind {
  if (values === 0) return 'empty';
  if (binary === values) return 'yes or no';
  if (whole === values) return 'whole';
  if (numbers === values) return 'number';
  if (dates === values) return 'date';
  if (unread > 0 && numbers + unread === values) return 'unread';
  return numbers > values / 2 ? 'mixed' : 'text';
}
