import { readFileSync } from 'node:fs';

/** What R has worked out by integrals: posteriors, analyses of rates, and rules played out. */
export interface LearnedFigures {
  of: Record<string, number>;
  effect: 'relative' | 'lift' | 'absolute';
  direction: 'increase' | 'decrease';
}

interface Row extends Omit<LearnedFigures, 'of'> {
  kind: string;
  df: number | string;
}

const rows: Row[] = JSON.parse(
  readFileSync(new URL('../../reference/learned.json', import.meta.url), 'utf8'),
);

/** The figures of one kind; test/reference/learned.R says how they were made. */
export function learnedFigures(
  kind: 'posterior' | 'analysis' | 'rates' | 'means',
): LearnedFigures[] {
  return rows
    .filter((row) => row.kind === kind)
    .map(({ kind: _, effect, direction, df, ...figures }) => ({
      effect,
      direction,
      of: { ...(figures as unknown as Record<string, number>), df: Number(df) },
    }));
}
