import type { CheckedData } from './check.js';

/** A metric that foretells an outcome rather than measuring it; the outcome is `null` where nobody said which. */
export interface ForetoldCheck {
  code: 'FORETOLD_METRIC';
  status: 'warn';
  metric: string;
  outcome: string | null;
}

/** The metrics that are surrogates. */
export function foretoldMetrics({ design }: Pick<CheckedData, 'design'>): ForetoldCheck[] {
  return design.metrics.flatMap(({ name, foretells }): ForetoldCheck[] =>
    foretells === undefined
      ? []
      : [{ code: 'FORETOLD_METRIC', status: 'warn', metric: name, outcome: foretells.outcome }],
  );
}
