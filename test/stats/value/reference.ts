import { readFileSync } from 'node:fs';

type Figures = Record<string, number>;

interface Reference {
  once: Figures;
  looks: Figures & {
    fractions: number[];
    boundaries: number[];
    simulated: { gain: number; error: number };
  };
  roll: Figures;
}

const rows: { kind: keyof Reference; df?: number | string }[] = JSON.parse(
  readFileSync(new URL('../../reference/value.json', import.meta.url), 'utf8'),
);

/** The figures of one kind that R has worked out. */
export function valueFigures<Kind extends keyof Reference>(kind: Kind): Reference[Kind][] {
  const own = rows.filter((row) => row.kind === kind);
  return own.map((row) => ({ ...row, df: Number(row.df) })) as unknown as Reference[Kind][];
}
