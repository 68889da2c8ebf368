import { shellWord, type Vocabulary, type Wording } from '../../vocabulary.js';
import { exposureRank, isPeriodColumn, isUnitsColumn, words } from '../values/column-words.js';
import {
  isNoVariantColumn,
  isRateColumn,
  isSumColumn,
  tellsMeasuresApart,
} from '../values/figure-words.js';
import { isOutcomeColumn, isTellingControl, mentionsControl } from '../values/vocabulary.js';
import { plainNumber } from '../values/written-numbers.js';
import type { Header } from './header.js';

/** What stands where a column of variants should, and what to do about it. */
export interface Found {
  what: string;
  /** The column in which it is seen. */
  column?: number;
  hint: Wording;
}

type Diagnosis = (header: Header, rows: readonly string[][]) => Found | null;

/** What is found in tables that are arranged in another way; the first that fits is told. */
export const DIAGNOSES: Diagnosis[] = [rowAsHeader, twoLines, metricsBelow, measuresAside, wide];

export function headerMissing(name: string): Found {
  return {
    what: `${name} names a column and a variant: is the header missing?`,
    hint: (say) => `begin with a line of column names, or pass ${say.variantColumn(`"${name}"`)}`,
  };
}

function rowAsHeader({ names }: Header): Found | null {
  const column = names.findIndex(isTellingControl);
  const hasNumber = names.some((name) => !Number.isNaN(plainNumber(name)));
  return column !== -1 && hasNumber ? { ...headerMissing(names[column]!), column } : null;
}

/** A header over two lines, as merged cells leave it: names with gaps between them, above other names. */
function twoLines({ names }: Header, [first = []]: readonly string[][]): Found | null {
  const gaps = names.filter((name) => name === '').length;
  const isNames = first.some((text) => text !== '') && first.every((text) => !/\d/.test(text));
  if (gaps < 2 || !isNames) return null;
  return {
    what: 'the header seems to be two lines, as merged cells leave it',
    hint: 'write one line of names, and the variants one below the other: variant,visitors,signups',
  };
}

/** A table of metrics one below the other, with a column for each variant: what is in it can be typed. */
function metricsBelow({ names }: Header, rows: readonly string[][]): Found | null {
  const [first = '', ...variants] = names;
  const labels = rows.map(([label = '']) => label.trim());
  const hasUnits = labels.some(isUnitsColumn);
  const fits =
    tellsMeasuresApart(first) || (hasUnits && labels.every((label) => /[^\d\W]/.test(label)));
  if (!fits || variants.length < 2 || rows.length > MOST_METRICS) return null;
  const units = labels.findIndex(isUnitsColumn);
  const successes = labels.findIndex(isCountOfOutcomes);
  const figures = variants.map((name, i) => {
    const [success, of] = [rows[successes]?.[i + 1], rows[units]?.[i + 1]].map(countOf);
    return success == null || of == null || success > of ? null : `${name}=${success}/${of}`;
  });
  const typed = figures.includes(null)
    ? variants.map((name) => `${name}=SUCCESSES/UNITS`)
    : figures.map((one) => one!);
  return {
    what: 'the metrics stand one below the other, and the variants side by side',
    column: 0,
    hint: `turn the table, with a row for each variant; or type its figures: perso-test analyze ${typed.map(shellWord).join(' ')}`,
  };
}

function isCountOfOutcomes(label: string): boolean {
  return isOutcomeColumn(label) && !isSumColumn(label) && !isRateColumn(label);
}

/** More rows than these are units rather than metrics. */
const MOST_METRICS = 50;

function countOf(text: string | undefined): number | null {
  const plain = (text ?? '').trim().replace(/(?<=\d)[,' ](?=\d{3}\b)/g, '');
  return /^\d+$/.test(plain) ? Number(plain) : null;
}

/** A table of the same measures for each variant side by side, as generic_visitors and personalized_visitors. */
function measuresAside({ names }: Header): Found | null {
  const control = names.findIndex(
    (name) => words(name).length > 1 && isTellingControl(words(name)[0]!),
  );
  if (control === -1) return null;
  const [, ...measure] = words(names[control]!);
  const other = names.find(
    (name, i) => i !== control && words(name).slice(1).join(' ') === measure.join(' '),
  );
  if (other === undefined) return null;
  return {
    what: `columns ${names[control]} and ${other} hold one measure of two variants`,
    column: control,
    hint: `put the variants one below the other, with a column variant: variant,${measure.join('_')}`,
  };
}

export const oneBelowTheOther = (say: Vocabulary): string =>
  `a column for each variant, with a unit's value in each field? ${say.again([say.layout('wide')])}; else put the variants one below the other, with a column variant beside them`;

/** A table with a column for each variant: one alone is called as a control is, or all hold numbers of no other name. */
function wide({ names }: Header, rows: readonly string[][]): Found | null {
  const variants = names.filter((name) => !isNoVariantColumn(name));
  const controls = variants.filter(mentionsControl);
  const areVariants = controls.length === 1 && variants.length > 1;
  const period = names.findIndex((name) => name !== '' && isPeriodColumn(name));
  if (areVariants && period !== -1) {
    return {
      what: `each row is a ${names[period]}: its figures sum up many units`,
      column: period,
      hint: 'give successes and units, one row a variant: variant,visitors,signups; or the values of single units',
    };
  }
  return areVariants || areNumbersAlone(names, rows)
    ? { what: UNNAMED, hint: oneBelowTheOther }
    : null;
}

function areNumbersAlone(names: readonly string[], rows: readonly string[][]): boolean {
  const isNumber = (text = '') => text.trim() === '' || !Number.isNaN(plainNumber(text));
  const isOther = [isNoVariantColumn, isOutcomeColumn, isSumColumn, isRateColumn];
  return (
    names.length > 1 &&
    names.length <= MOST_WIDE &&
    rows.length > 1 &&
    names.every((name) => exposureRank(name) < 0 && !isOther.some((is) => is(name))) &&
    rows.every((fields) => fields.every(isNumber))
  );
}

/** More columns of numbers than these are rather measures of units than variants. */
const MOST_WIDE = 3;

export const UNNAMED = 'no column has a name like variant, group or arm';
