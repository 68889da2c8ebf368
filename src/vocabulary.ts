/** An option as it is written where it is given, with a value, or its name alone. */
type Written = (value?: string) => string;

/** What can be said of how files are read and a test is judged; each by the name of its flag. */
export type Option =
  | 'table'
  | 'where'
  | 'layout'
  | 'variantColumn'
  | 'variants'
  | 'unitsColumn'
  | 'unitId'
  | 'rowsAreUnits'
  | 'metric'
  | 'segment'
  | 'triggered'
  | 'overTime'
  | 'exposedAt'
  | 'horizon'
  | 'covariate'
  | 'cap'
  | 'delimiter'
  | 'decimal'
  | 'thousands'
  | 'missing'
  | 'emptyIs'
  | 'encoding'
  | 'skipLines'
  | 'comment'
  | 'sheet'
  | 'onBadRow'
  | 'control'
  | 'allocation'
  | 'mde'
  | 'monitoring'
  | 'test'
  | 'lowerIsBetter'
  | 'journal'
  | 'decision'
  | 'because';

/**
 * How options are written at an edge: as flags, as keys of a plan, or as the library has them. What finds
 * a mistake knows the option, and only who is spoken to decides how it is called.
 */
export interface Vocabulary extends Record<Exclude<Option, 'test'>, Written> {
  /** What an option is called. */
  option: 'flag' | 'key' | 'option';
  metric: (column?: string, kind?: string) => string;
  /** The kind of a metric, behind its name. */
  kind: (metric: string, kind: string) => string;
  /** `null` where the test of a metric cannot be chosen. */
  test: Written | null;
  /**
   * How to ask once more, with these options beside or in place of those that were given: the whole
   * command, where it was a command.
   */
  again: (added: readonly string[], replaced?: readonly Option[]) => string;
  /** The whole command with the files named by the variants they seem to be; `null` where this file is the only one. */
  byFile: (file: string) => string | null;
  /** The command that shows what is in a file; `null` where there is none. */
  describe: (file: string) => string | null;
  /** What to do where less of the metric of this name is better. */
  lowerIsBetter: (metric?: string) => string;
}

/** A text, or one that names options and is worded for whoever reads it. */
export type Wording = string | ((say: Vocabulary) => string);

/** The text in these words. */
export function worded(wording: Wording, say: Vocabulary): string {
  return typeof wording === 'string' ? wording : wording(say);
}

/** The fields of ReadOptions, SqlQuestion and Design, and what they hold. */
export const LIBRARY_WORDS: Vocabulary = {
  option: 'option',
  table: field('table'),
  where: listField('where'),
  layout: field('layout'),
  variantColumn: field('variantColumn'),
  variants: listField('variants'),
  unitsColumn: field('unitsColumn'),
  unitId: field('unitIdColumn'),
  rowsAreUnits: () => 'rowsAreUnits: true',
  metric: (column, kind) => listField('metrics')(kind === undefined ? column : `${column}:${kind}`),
  kind: (metric, kind) => `${metric}:${kind}`,
  segment: listField('segments'),
  triggered: field('triggered'),
  overTime: field('overTime'),
  exposedAt: field('exposedAt'),
  horizon: (days) => (days === undefined ? 'horizon' : `horizon: ${Number.parseInt(days, 10)}`),
  covariate: listField('covariates'),
  cap: listField('caps'),
  delimiter: field('delimiter'),
  decimal: decimalField,
  thousands: field('thousands'),
  missing: listField('missing'),
  emptyIs: () => 'emptyIs: 0',
  encoding: field('encoding'),
  skipLines: (lines) => (lines === undefined ? 'skipLines' : `skipLines: ${lines}`),
  comment: field('comment'),
  sheet: field('sheet'),
  onBadRow: field('onBadRow'),
  control: field('control'),
  allocation: field('allocation'),
  mde: () => 'mde',
  monitoring: (method) => (method === 'fixed' ? 'monitoring: null' : 'monitoring'),
  test: field('tests'),
  lowerIsBetter: (metric) => `set lowerIsBetter of "${metric}"`,
  journal: (path) =>
    path === undefined ? 'journal' : `before: readJournal('${path}') to decideLook`,
  decision: field('decision'),
  because: field('because'),
  byFile: () => null,
  describe: () => null,
  again: (added) => added.join(', '),
};

/**
 * A name as it is written behind an option: by itself, or in quotes that a shell takes off. Those of Windows know double
 * ones, and take backslashes as they are; so do others, but before $, `, ", \ and at the end.
 */
export function shellWord(name: string): string {
  if (/^[\w./:=,%+@^-]+$/.test(name) && !name.startsWith('-')) return name;
  // Shells take no != for an event of their history.
  return /[$`"]|\\(?:\\|$)|!(?!=)/.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : `"${name}"`;
}

/** The name that a shell makes of such a word. */
export function nameOfShellWord(word: string): string {
  if (/^'.*'$/s.test(word)) return word.slice(1, -1).replaceAll("'\\''", "'");
  return /^".*"$/s.test(word) ? word.slice(1, -1) : word;
}

/** A value in quotes of its own, which it may have already. */
function quoted(value: string): string {
  return value.startsWith('"') ? value : `'${value}'`;
}

function field(name: string): Written {
  return (value) => (value === undefined ? name : `${name}: ${quoted(value)}`);
}

function listField(name: string): Written {
  return (value) => (value === undefined ? name : `${name}: [${quoted(value)}]`);
}

/** By column, or for all of them under no name: `"price=."` or `,`. */
function decimalField(value?: string): string {
  if (value === undefined) return 'decimal';
  const [, column = '', sign = value] = /^"(.*)=(.)"$/s.exec(value) ?? [];
  return `decimal: new Map([['${column}', '${sign}']])`;
}
