import { csvOf, type Engine } from './engines.js';

/** What a row of the test's table holds. */
export type Value = string | number | boolean | null;

export type ColumnType = keyof Engine['types'];

/** A table as any engine can have it. */
export interface Table {
  name: string;
  columns: { name: string; type: ColumnType }[];
  rows: Value[][];
}

/** Makes the table and fills it. */
export async function createTable(engine: Engine, table: Table): Promise<void> {
  const { dialect, types, storage } = engine;
  const name = dialect.identifier(table.name);
  const columns = table.columns.map((column) => {
    return `${dialect.identifier(column.name)} ${types[column.type]}`;
  });
  await engine.run(`CREATE TABLE ${name} (${columns.join(', ')}) ${storage}`);
  await insertRows(engine, table);
}

/** Adds the table's rows to it. */
export async function insertRows(engine: Engine, { name, rows }: Table): Promise<void> {
  const { dialect, booleans, run } = engine;
  const literal = (value: Value) => {
    if (typeof value === 'string') return dialect.literal(value);
    return typeof value === 'boolean' ? booleans[Number(value)] : String(value);
  };
  const lines = rows.map((row) => `(${row.map(literal).join(', ')})`);
  // As an argument of a program a statement may have 128 KiB.
  for (let at = 0; at < lines.length; at += 500) {
    const some = lines.slice(at, at + 500).join(', ');
    await run(`INSERT INTO ${dialect.identifier(name)} VALUES ${some}`);
  }
}

/** The same table as a file of rows. */
export function rowsCsv({ columns, rows }: Table): string {
  return csvOf(
    columns.map(({ name }) => name),
    rows,
  );
}

/** Random numbers in [0, 1), always the same (Park & Miller 1988, minimal standard). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const COLUMNS: Table['columns'] = [
  { name: 'uid', type: 'text' },
  { name: 'variant', type: 'text' },
  { name: 'country', type: 'text' },
  { name: 'device', type: 'text' },
  { name: 'signed', type: 'boolean' },
  { name: 'outcome', type: 'text' },
  { name: 'visits', type: 'whole' },
  { name: 'spend', type: 'double' },
  { name: 'before', type: 'double' },
  { name: 'part', type: 'whole' },
];

/**
 * Results of some units with one row or several each: NULL among the values, some units in two
 * variants, what a unit was like before the same in all its rows.
 */
export function someResults(units: number): Table {
  const next = randomNumbers(20261124);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const orNull = <T>(value: T): T | null => (next() < 0.08 ? null : value);
  const rows: Value[][] = [];
  for (let unit = 0; unit < units; unit++) {
    const before = orNull(100 * next());
    const traits = [orNull(pick(['DE', 'FR', 'U "S", ; all'])), pick(['phone', 'desk'])];
    const variant = pick(['generic', 'light', "full's"]);
    for (let row = Math.floor(3 * next()); row >= 0; row--) {
      const own = next() < 0.01 ? 'generic' : variant;
      const outcome = [orNull(next() < 0.2), orNull(pick(['won', 'lost', 'none']))];
      const amounts = [orNull(Math.floor(9 * next())), orNull(50 * next() ** 4 + (before ?? 0))];
      rows.push([`u${unit}`, own, ...traits, ...outcome, ...amounts, before, unit % 3]);
    }
  }
  return { name: 'results', columns: COLUMNS, rows };
}
