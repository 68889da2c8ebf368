import { UserError } from '../../errors.js';
import { fieldReader } from '../fold/fields.js';
import { namesVariant } from '../fold/variant-names.js';
import { isMissing, type ReadOptions, type Source, type StandardInput } from '../reading.js';
import { type Header, requireColumn } from '../recognize/header.js';
import { readTable, type TableRead } from '../table.js';
import { variantColumnOf } from '../transactions/columns.js';
import { idNameOf } from '../values/column-words.js';
import { badValue, booleanOf, numberAt, quoted } from '../values/values.js';

/** A unit with all its measurements, in the order in which they were asked for. */
export interface MeasuredUnit {
  id: string | null;
  variant: string | null;
  values: number[];
}

/** Units, a row each, of which those that lack a measurement are only counted, by variant. */
export interface UnitsRead {
  units: MeasuredUnit[];
  missing: Map<string | null, number>;
  files: TableRead[];
  /** Of the first file; `null` where there is none. */
  columns: { id: string | null; variant: string | null };
}

/** What is wanted of each row. */
export interface WantedColumns {
  /** The columns of measurements. */
  values: readonly string[];
  /** Whether units have variants. */
  hasVariants: boolean;
  /** The column of ids that was named; `null`: the only one that is called so, if any. */
  unitId: string | null;
}

/**
 * The units of these files with their measurements: numbers, or yes and no as 1 and 0.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function readUnitRows(
  sources: readonly Source[],
  wanted: WantedColumns,
  options: ReadOptions,
  io: StandardInput,
): Promise<UnitsRead> {
  const columns = { id: null, variant: null };
  const read: UnitsRead = { units: [], missing: new Map(), files: [], columns };
  const ids = new Set<string>();
  for (const source of sources) {
    const take = (header: Header) => rowTaker(header, source, wanted, options, read, ids);
    read.files.push(await readTable(source, options, io, take));
  }
  return read;
}

function rowTaker(
  header: Header,
  source: Source,
  wanted: WantedColumns,
  options: ReadOptions,
  read: UnitsRead,
  ids: Set<string>,
): (fields: string[], line: number) => void {
  const id = idColumn(header, wanted.unitId);
  const variant =
    wanted.hasVariants && source.variant === null ? variantColumn(header, options) : null;
  if (read.files.length === 0) read.columns = { id, variant };
  const idOf = id === null ? null : fieldReader(header, id, options);
  const variantOf = variant === null ? null : variantReader(header, variant, options);
  const readers = wanted.values.map((name) => measureReader(header, name, options));
  return (fields, line) => {
    const own = variantOf?.(fields, line) ?? source.variant;
    const values = readers.map((measure) => measure(fields, line));
    const name = idOf?.(fields, line).text ?? null;
    if (name !== null && ids.has(name)) throw repeated(name, header, line);
    if (name !== null) ids.add(name);
    if (values.includes(null)) read.missing.set(own, (read.missing.get(own) ?? 0) + 1);
    else read.units.push({ id: name, variant: own, values: values as number[] });
  };
}

/** The column of ids; one alone that is called as units' are is it by its name. */
function idColumn(header: Header, said: string | null): string | null {
  if (said !== null) return header.names[requireColumn(header, said)]!;
  const called = header.names.filter((name) => idNameOf(name) === 'unit');
  return called.length === 1 ? called[0]! : null;
}

function variantColumn(header: Header, { variantColumn: said }: ReadOptions): string {
  const found =
    said === null ? variantColumnOf(header) : header.names[requireColumn(header, said)]!;
  if (found !== null) return found;
  throw new UserError('which column is the variant?', {
    location: { file: header.file, line: header.line },
    hint: (say) => `name it: ${say.variantColumn('NAME')}`,
  });
}

function variantReader(header: Header, name: string, options: ReadOptions) {
  const read = fieldReader(header, name, options);
  return (fields: string[], line: number) => {
    const { text, place } = read(fields, line);
    if (namesVariant(text, options)) return text;
    throw badValue(
      place,
      text === '' ? 'there is no variant' : `${quoted(text)} is no variant`,
      (say) => `fill it in; to leave out such rows: ${say.again([say.onBadRow('skip')])}`,
    );
  };
}

function measureReader(header: Header, name: string, options: ReadOptions) {
  const read = fieldReader(header, name, options);
  return (fields: string[], line: number): number | null => {
    const { text, format, place } = read(fields, line);
    if (isMissing(text, options)) return null;
    const value = booleanOf(text) ?? numberAt(text, format, place);
    if (Math.abs(value) <= LARGEST) return value;
    throw badValue(
      place,
      `${text} is too large`,
      'measurements go up to 1e100; is the exponent right?',
    );
  };
}

/** Beyond this, sums of products of two leave the doubles. */
const LARGEST = 1e100;

function repeated(id: string, { file }: Header, line: number): UserError {
  return new UserError(`"${id}" has another row already, so a row is no unit of its own`, {
    location: { file, line },
    hint: 'give a row a unit, with what each came to; summed up in a warehouse, say',
    fatal: true,
  });
}
