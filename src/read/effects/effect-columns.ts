import { UserError } from '../../errors.js';
import type { Wording } from '../../vocabulary.js';
import { formatOf, isMissing, type ReadOptions } from '../reading.js';
import { columnList, findColumn, type Header } from '../recognize/header.js';
import type { NumberFormat } from '../values/numbers.js';
import { badValue, countAt, numberAt, type Place, quoted } from '../values/values.js';

/** Where a table of effects has what, by position. */
export interface EffectColumns {
  experiment: number;
  estimate: number;
  se: number;
  treatment: number | null;
  controlSe: number | null;
  shipped: number | null;
  n: number | null;
  /** All others. */
  tags: number[];
}

/** What each may be called; the first is its name in messages. */
const NAMES = {
  experiment: ['experiment'],
  estimate: ['estimate'],
  se: ['se', 'standard_error', 'std_error'],
  treatment: ['treatment'],
  controlSe: ['control_se'],
  shipped: ['shipped'],
  n: ['n', 'units'],
};

/**
 * The columns of a table of effects.
 *
 * @throws {UserError} where one that is needed is missing, or two are called the same.
 */
export function effectColumns(header: Header): EffectColumns {
  const found = (key: keyof typeof NAMES): number | null => {
    const places = NAMES[key].flatMap((name) => findColumn(header, name) ?? []);
    if (places.length < 2) return places[0] ?? null;
    throw new UserError(`${places.map((at) => header.names[at]).join(' and ')} mean the same`, {
      location: { file: header.file, line: header.line, column: places[1]! + 1 },
      hint: 'leave one of them out',
    });
  };
  const needed = (key: 'experiment' | 'estimate' | 'se'): number => {
    const place = found(key);
    if (place !== null) return place;
    throw new UserError(`there is no column ${NAMES[key][0]}`, {
      location: { file: header.file, line: header.line },
      hint: (say) => `effects have columns experiment, estimate and se; ${columnList(header, say)}`,
    });
  };
  const known = {
    experiment: needed('experiment'),
    estimate: needed('estimate'),
    se: needed('se'),
    treatment: found('treatment'),
    controlSe: found('controlSe'),
    shipped: found('shipped'),
    n: found('n'),
  };
  const taken = new Set<number | null>(Object.values(known));
  const tags = header.names.flatMap((name, i) => (taken.has(i) || name === '' ? [] : [i]));
  // A tag that two columns have would be told by the last of them.
  for (const column of tags) findColumn(header, header.names[column]!);
  return { ...known, tags };
}

/** A field of a row with its place. */
export interface FieldOf {
  /** Without space around it. */
  text: string;
  place: Place;
  /** The number in it. @throws {UserError} where it holds none. */
  number: () => number;
  /** The whole number in it. @throws {UserError} where it holds none. */
  count: () => number;
}

/** The fields of rows with this header, by their place in the row. */
export function fieldsOf(header: Header, options: ReadOptions) {
  const formats = header.names.map((name) => formatOf(options, name));
  return (fields: readonly string[], line: number, column: number): FieldOf => {
    const text = fields[column]!.trim();
    const place = { file: header.file, line, column: column + 1, name: header.names[column]! };
    return {
      text,
      place,
      number: () => {
        if (isMissing(text, options)) throw badValue(place, 'there is no number', leftOut);
        return numberWithin(text, formats[column]!, place);
      },
      count: () => countAt(text, formats[column]!, place),
    };
  };
}

const leftOut: Wording = (say) => `to leave out such rows: ${say.again([say.onBadRow('skip')])}`;

/** Beyond these, squares and their ratios leave the doubles. */
const [LEAST, MOST] = [1e-30, 1e30];

function numberWithin(text: string, format: NumberFormat, place: Place): number {
  if (/\d\s*%$/.test(text)) {
    throw badValue(
      place,
      `${quoted(text)} is a percentage`,
      'write 0.012 rather than 1.2 %, in every row alike',
    );
  }
  const value = numberAt(text, format, place);
  const size = Math.abs(value);
  if (size === 0 || (size >= LEAST && size <= MOST)) return value;
  throw badValue(
    place,
    `${quoted(text)} is out of reach`,
    'numbers here are 0, or from 1e-30 to 1e30',
  );
}
