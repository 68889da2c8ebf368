import { type Location, UserError } from '../../errors.js';
import { isMissing, type ReadOptions, type Source, type StandardInput } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { readTable, type TableRead } from '../table.js';
import { badValue, booleanOf, quoted } from '../values/values.js';
import { type EffectColumns, effectColumns, type FieldOf, fieldsOf } from './effect-columns.js';

/** One effect, as a row of a table tells it; its numbers are as they stand there. */
export interface EffectRow {
  experiment: string;
  /** `null` where there is no such column, like what follows. */
  treatment: string | null;
  estimate: number;
  /** Above 0. */
  standardError: number;
  /** How much of it comes from the control that it shares with other rows of its experiment, above 0. */
  controlError: number | null;
  shipped: boolean | null;
  units: number | null;
  /** What the other columns say, but for what is missing. */
  tags: Map<string, string>;
  line: number;
}

/** A table of effects as it was read. */
export interface EffectTable {
  read: TableRead;
  rows: EffectRow[];
  /** The other columns, which are tags. */
  tags: string[];
}

/**
 * The effects in a table, a row each: `experiment`, `estimate` and `se`, perhaps `treatment`, `control_se`, `shipped`
 * and `n`; every other column is a tag.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place: a standard error that is not
 * above 0, an effect that is told twice, several treatments without what they share.
 */
export async function readEffects(
  source: Source,
  options: ReadOptions,
  io: StandardInput,
): Promise<EffectTable> {
  const rows: EffectRow[] = [];
  let found: { header: Header; columns: EffectColumns } | null = null;
  const read = await readTable(source, options, io, (header) => {
    const columns = effectColumns(header);
    found = { header, columns };
    const field = fieldsOf(header, options);
    return (fields, line) => {
      rows.push(rowOf(columns, (column) => field(fields, line, column), options));
    };
  });
  const { header, columns } = found!;
  checkSeveral(rows, header, columns);
  return { read, rows, tags: columns.tags.map((column) => header.names[column]!) };
}

type Field = (column: number) => FieldOf;

function rowOf(columns: EffectColumns, field: Field, options: ReadOptions): EffectRow {
  const optional = (column: number | null) => {
    if (column === null) return null;
    const own = field(column);
    return isMissing(own.text, options) ? null : own;
  };
  const named = field(columns.experiment);
  if (isMissing(named.text, options)) throw badValue(named.place, 'there is no name', NAMELESS);
  const error = field(columns.se);
  const standardError = positive(error);
  const control = optional(columns.controlSe);
  return {
    experiment: named.text,
    treatment: optional(columns.treatment)?.text ?? null,
    estimate: field(columns.estimate).number(),
    standardError,
    controlError: control === null ? null : partOf(control, standardError),
    shipped: shippedOf(optional(columns.shipped)),
    units: optional(columns.n)?.count() ?? null,
    tags: tagsOf(columns, field, options),
    line: named.place.line,
  };
}

const NAMELESS = 'give each experiment a name';

function positive(field: FieldOf): number {
  const value = field.number();
  if (value > 0) return value;
  throw badValue(
    field.place,
    `${quoted(field.text)} is no standard error`,
    'it is above 0: what is known without error needs no experiment',
  );
}

function partOf(field: FieldOf, standardError: number): number {
  const value = positive(field);
  if (value < standardError) return value;
  throw badValue(
    field.place,
    `${quoted(field.text)} is as much as the whole standard error`,
    'it is the part of it that comes from the control, so less than se',
  );
}

function shippedOf(field: FieldOf | null): boolean | null {
  if (field === null) return null;
  const value = /^[01]$/.test(field.text) ? Number(field.text) : booleanOf(field.text);
  if (value !== null) return value === 1;
  throw badValue(field.place, `${quoted(field.text)} is neither yes nor no`, 'write 1 or 0');
}

function tagsOf({ tags }: EffectColumns, field: Field, options: ReadOptions): Map<string, string> {
  const told = tags.flatMap((column) => {
    const { text, place } = field(column);
    return isMissing(text, options) ? [] : [[place.name, text] as const];
  });
  return new Map(told);
}

/** As many arms as no test has; what hangs together is worked out all at once. */
const MOST_TREATMENTS = 100;

/** Two rows of one experiment are two treatments, which hang together by their control. */
function checkSeveral(rows: readonly EffectRow[], header: Header, columns: EffectColumns): void {
  const known = new Map<string, EffectRow[]>();
  for (const row of rows) {
    const own = known.get(row.experiment) ?? [];
    if (own.length === 0) known.set(row.experiment, own);
    const place = { file: header.file, line: row.line, column: columns.experiment + 1 };
    const same = own.find(({ treatment }) => treatment === row.treatment);
    if (same !== undefined) throw toldTwice(row, same.line, place, columns);
    own.push(row);
    if (own.length > MOST_TREATMENTS) throw tooMany(row, place);
    const lacking = own.find(({ controlError }) => controlError === null);
    if (own.length > 1 && lacking !== undefined) {
      throw unknownControl(row, { ...place, line: lacking.line });
    }
  }
}

function toldTwice(
  { experiment, treatment }: EffectRow,
  line: number,
  location: Location,
  columns: EffectColumns,
): UserError {
  const what =
    treatment === null ? quoted(experiment) : `${quoted(treatment)} of ${quoted(experiment)}`;
  return new UserError(`${what} stands on line ${line} already`, {
    location,
    hint:
      columns.treatment === null
        ? 'another treatment of it? add a column treatment; another experiment? give it a name of its own'
        : 'name each treatment of an experiment once',
  });
}

function tooMany({ experiment }: EffectRow, location: Location): UserError {
  return new UserError(`${quoted(experiment)} has more than ${MOST_TREATMENTS} treatments`, {
    location,
    hint: 'are these experiments of their own? give each its name',
  });
}

function unknownControl({ experiment }: EffectRow, location: Location): UserError {
  return new UserError(
    `${quoted(experiment)} has several treatments, and what they share by their control is not told`,
    {
      location,
      hint: "add a column control_se: the part of se that comes from the control, its mean's standard error on this scale",
    },
  );
}
