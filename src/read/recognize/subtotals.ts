import { UserError } from '../../errors.js';
import { once } from '../../stats/numeric/memoized.js';
import { shellWord } from '../../vocabulary.js';
import type { Reading } from '../reading.js';
import { quoted } from '../values/values.js';
import { areEqual, type CountRow, type CountRows, rowsBy, sumOf } from './count-rows.js';
import type { Table } from './labels.js';

/** Sums of fewer units, or fewer successes in all, may be equal by chance. */
const LEAST_UNITS = 100;
const LEAST_SUCCESSES = 10;

/** Rows that hold units of others once more, by what stands in a column of labels. */
interface Repetition {
  what: string;
  /** Which rows are to be left, behind the column's name, as `!= Total`; `null` where that cannot be written. */
  condition: string | null;
}

/** Rows, those of each variant, and which of these are the sum of the rows since the last such. */
interface Counted {
  rows: readonly CountRow[];
  variants: readonly CountRow[][];
  totals: () => readonly CountRow[][];
}

type Finding = (counted: Counted, label: number, least: number) => Repetition | null;

/**
 * Checks that no rows of counts, which are added up, hold units of other rows once more: a row that has exactly the sum of
 * those that differ from it in one column, or that stand before it, as subtotals and ROLLUP have it; or rows that come to
 * the same sums again, as breakdowns by device and by country do one below the other. It must be so in units and in all
 * successes, of two variants or other groups of rows. `layout` says that all are to be added up.
 *
 * @throws {UserError} where it is so, naming the column.
 */
export function checkSubtotals(
  table: Table,
  { rows, labels }: CountRows,
  reading: Pick<Reading, 'variantColumn'>,
): void {
  const { header } = table;
  const least = reading.variantColumn === null ? 1 : 2;
  const variants = rowsBy(rows, ({ variant }) => [variant]);
  const totals = once(() =>
    variants.map((own) => [...runTotals(own), ...runTotals(own.toReversed())]),
  );
  for (const find of [totalsOfGroups, totalsOfRuns, samePartsAgain, sameSumsOf]) {
    for (const [label, column] of labels.entries()) {
      const found = find({ rows, variants, totals }, label, least);
      if (found !== null) throw repetition(header.names[column]!, found, table, column);
    }
  }
}

function repetition(
  name: string,
  { what, condition }: Repetition,
  { header: { file, line } }: Table,
  column: number,
): UserError {
  return new UserError(`column ${name}: ${what}: their units would count twice`, {
    location: { file, line, column: column + 1 },
    hint: (say) => {
      const choice =
        condition === null
          ? 'leave such rows out of the file'
          : `count each once: ${say.again([say.where(shellWord(`${name} ${condition}`))])}`;
      return `${choice}; all have units of their own? ${say.layout('counts')}`;
    },
  });
}

/** The rows of one variant that differ in one label alone, and do; three of them or more. */
function beside(rows: readonly CountRow[], label: number): CountRow[][] {
  const groups = rowsBy(rows, ({ variant, labels }) => [variant, ...labels.toSpliced(label, 1)]);
  const differ = (group: readonly CountRow[]) =>
    new Set(group.map(({ labels }) => labels[label])).size === group.length;
  return groups.filter((group) => group.length > 2 && differ(group));
}

/** A label whose row is, wherever two others or more stand beside it, the sum of these. */
const totalsOfGroups: Finding = ({ rows }, label, least) => {
  const groups = beside(rows, label);
  const totals = groups.map((group) => group.find((row) => isSumOfOthers(row, group)));
  const text = totals.find((row) => row !== undefined)?.labels[label];
  if (text === undefined) return null;
  const having = groups.filter((group) => group.some(({ labels }) => labels[label] === text));
  const isTotal = (group: CountRow[]) => totals[groups.indexOf(group)]?.labels[label] === text;
  if (having.length < least || !having.every(isTotal)) return null;
  return { what: `${quoted(text)} is the sum of the rows beside it`, condition: not([text]) };
};

function isSumOfOthers(row: CountRow, group: readonly CountRow[]): boolean {
  return (
    isLarge(row.counts) &&
    areEqual(
      sumOf(group),
      row.counts.map((count) => 2 * count),
    )
  );
}

/** Labels of rows that are each the sum of the rows since the last such, of every variant. */
const totalsOfRuns: Finding = ({ rows, variants, totals }, label, least) => {
  if (variants.length < least || totals().some((own) => own.length === 0)) return null;
  const found = new Set(totals().flat());
  const texts = new Set([...found].map(({ labels }) => labels[label]!));
  const isOfOther = (row: CountRow) => !found.has(row) && texts.has(row.labels[label]!);
  if (found.size < 2 * least || rows.some(isOfOther)) return null;
  const [text] = texts;
  return { what: `${quoted(text!)} is the sum of the rows at it`, condition: not([...texts]) };
};

function runTotals(rows: readonly CountRow[]): CountRow[] {
  const totals: CountRow[] = [];
  let sum = rows[0]!.counts.map(() => 0);
  let length = 0;
  for (const row of rows) {
    const isTotal = length > 1 && isLarge(row.counts) && areEqual(sum, row.counts);
    if (isTotal) totals.push(row);
    sum = row.counts.map((count, i) => (isTotal ? 0 : sum[i]! + count));
    length = isTotal ? 0 : length + 1;
  }
  return totals;
}

/** Labels that come in parts, one below the other, each of which has the same sum. */
const samePartsAgain: Finding = ({ rows }, label, least) => {
  const groups = beside(rows, label);
  const parts = groups.map(partsOf);
  if (groups.length < least || parts.some((own) => own === null)) return null;
  const [first] = parts[0]!.toSorted((a, b) => b.length - a.length);
  const texts = first!.map(({ labels }) => labels[label]!);
  return {
    what: `the rows of ${texts.map(quoted).join(', ')} come to the same as the other rows`,
    condition: oneOf(texts),
  };
};

/** The rows in parts of equal sums, two or more, not all of which are alike; `null` where there are none. */
function partsOf(rows: readonly CountRow[]): CountRow[][] | null {
  if (areAlike(rows)) return null;
  const sums = runningSums(rows);
  const all = sums.at(-1)!;
  const byUnits = new Map(sums.map(([units], i) => [units!, i]));
  for (let count = 2; count < rows.length; count++) {
    const ends = byUnits.has(all[0]! / count) ? endsOf(sums, byUnits, count) : null;
    if (ends === null || !isLarge(all.map((one) => one / count))) continue;
    return ends.map((end, i) => rows.slice(i === 0 ? 0 : ends[i - 1]! + 1, end + 1));
  }
  return null;
}

/** What the rows come to up to each. */
function runningSums(rows: readonly CountRow[]): number[][] {
  const sum = rows[0]!.counts.map(() => 0);
  return rows.map(({ counts }) => {
    counts.forEach((count, i) => {
      sum[i]! += count;
    });
    return [...sum];
  });
}

/** Where so many parts of equal sums end, by where units come to what; `null` where there are none. */
function endsOf(
  sums: readonly number[][],
  byUnits: ReadonlyMap<number, number>,
  count: number,
): number[] | null {
  const all = sums.at(-1)!;
  const ends: number[] = [];
  for (let part = 1; part <= count; part++) {
    const share = all.map((one) => (one * part) / count);
    const end = byUnits.get(share[0]!);
    if (end === undefined || !areEqual(sums[end]!, share)) return null;
    ends.push(end);
  }
  return ends;
}

/** A column that tells breakdowns apart: the rows of each of its labels come to the same, of every variant. */
const sameSumsOf: Finding = ({ rows, variants }, label, least) => {
  const areSame = variants.map((own) => {
    const parts = rowsBy(own, ({ labels }) => [labels[label]!]);
    const [sum, ...others] = parts.map(sumOf);
    const isParted = others.length > 0 && parts.some((part) => part.length > 1);
    return (
      isParted && !areAlike(own) && isLarge(sum!) && others.every((one) => areEqual(sum!, one))
    );
  });
  if (variants.length < least || areSame.includes(false)) return null;
  const text = rows[0]!.labels[label]!;
  return {
    what: `the rows of ${quoted(text)} come to the same as those of others`,
    condition: oneOf([text]),
  };
};

function isLarge([units, ...successes]: readonly number[]): boolean {
  return units! >= LEAST_UNITS && successes.some((count) => count >= LEAST_SUCCESSES);
}

/** Whether all rows have as many units, as no breakdown has: then successes may come to the same by chance. */
function areAlike([first, ...others]: readonly CountRow[]): boolean {
  return others.every(({ counts }) => counts[0] === first!.counts[0]);
}

function not(texts: readonly string[]): string | null {
  return condition(texts, '!=', 'not in');
}

function oneOf(texts: readonly string[]): string | null {
  return condition(texts, '=', 'in');
}

function condition(texts: readonly string[], one: string, several: string): string | null {
  const [first = ''] = texts;
  if (texts.length === 1) return `${one} ${first === '' ? "''" : first}`;
  return texts.some((text) => /^$|[,'"]/.test(text)) ? null : `${several} ${texts.join(', ')}`;
}
