import type { ColumnDescription } from '../../report/description-report.js';
import { formatCount, formatPercent, formatShort } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { columnsOf, fit, left, right } from './layout.js';
import type { Style } from './style.js';

/** Of the figures between a column's name and what it could be. */
const FIGURES = { kind: 10, distinct: 10, missing: 10 };

/** The head of the table of columns. */
export function columnsHeading({ width, paint }: Style): string {
  return paint.dim(
    row(
      { name: 'column', kind: 'kind', distinct: 'distinct', missing: 'missing', role: 'could be' },
      width,
    ),
  );
}

/** A column: its figures, and below them how its values lie or which they are. */
export function columnLines(column: ColumnDescription, { width }: Style): string[] {
  const { name, kind, values, missing, distinct } = column;
  const first = row(
    {
      name: name === '' ? '(no name)' : printable(name),
      kind,
      distinct: `${distinct.more ? '>' : ''}${formatCount(distinct.count)}`,
      missing: missing === 0 ? '–' : share(missing, values + missing),
      role: roleOf(column),
    },
    width,
  );
  const below = [repeated(column), valuesOf(column, width - 4)].filter((text) => text !== '');
  return [first, ...below.map((text) => `    ${fit(text, width - 4)}`)];
}

type Row = Record<'name' | 'kind' | 'distinct' | 'missing' | 'role', string>;

function row({ name, kind, distinct, missing, role }: Row, width: number): string {
  const nameColumns = Math.min(28, width - 52);
  const figures = [right(distinct, FIGURES.distinct), right(missing, FIGURES.missing)].join('');
  return `  ${left(name, nameColumns)} ${left(kind, FIGURES.kind)}${figures}  ${role}`.trimEnd();
}

function share(part: number, whole: number): string {
  const decimals = part / whole < 0.001 || part / whole > 0.999 ? 3 : 1;
  return formatPercent(part / whole, part === whole ? 0 : decimals);
}

/** What it is in the first command, filled where that was recognized and asked of nobody; else what it could be. */
function roleOf({ roles, usedAs, proposed }: ColumnDescription): string {
  const others = roles.filter((role) => role !== usedAs);
  return usedAs === null ? others.join(', ') : `${proposed ? '○' : '●'} ${usedAs}`;
}

function repeated({ roles, usedAs, repeats, distinct, values }: ColumnDescription): string {
  if (!(roles.includes('unit id') || usedAs === 'unit id') || values === 0) return '';
  if (repeats === null) return '';
  if (!repeats) return 'each id once';
  const ids = `${distinct.more ? 'more than ' : ''}${formatCount(distinct.count)}`;
  return `ids repeat: ${formatCount(values)} values of ${ids} ids`;
}

/** Range and histogram of numbers; first and last date; the most frequent of a few texts. */
function valuesOf(column: ColumnDescription, width: number): string {
  if (column.dates !== null) {
    const { first, last } = column.dates;
    return first === last ? printable(first) : `${printable(first)} to ${printable(last)}`;
  }
  const { kind, range, histogram, distinct, repeats, common } = column;
  const isMeasured = kind === 'whole' || kind === 'number' || kind === 'mixed';
  if (isMeasured && range !== null && histogram !== null) {
    const [least, most] = [range.least, range.most].map(formatValue);
    return `${least} ${sparkline(histogram)} ${most}`;
  }
  if (kind === 'unread') {
    return `numbers in another writing, as ${printable(common[0]?.text ?? '')}`;
  }
  if (distinct.more || common.length === 0) return '';
  if (repeats === false) return `as ${printable(common[0]!.text)}`;
  return texts(column, width);
}

/** As many of the most frequent texts, with their shares, as have room. */
function texts({ common, values, control, distinct }: ColumnDescription, width: number): string {
  let line = '';
  for (const [i, { text, count }] of common.entries()) {
    const mark = text === control ? ' (control)' : '';
    const next = `${line}${i === 0 ? '' : ', '}${fit(printable(text), 30)}${mark} ${share(count, values)}`;
    if (i > 0 && columnsOf(next) > width - 3) return `${line}, …`;
    line = next;
  }
  return distinct.count > common.length ? `${line}, …` : line;
}

/** A whole number as it is; any other, and very large ones, in short. */
function formatValue(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatShort(value);
}

const BLOCKS = ' ▁▂▃▄▅▆▇█';

/** Bars as blocks: the highest is full, and none that holds a value is empty. */
function sparkline(heights: readonly number[]): string {
  const highest = Math.max(...heights);
  return heights.map((height) => BLOCKS[Math.ceil((8 * height) / highest)]).join('');
}
