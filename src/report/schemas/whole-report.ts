import * as z from 'zod/mini';
import { reportSchema } from './report-schema.js';

/** A report that was saved: the published schema cannot tell that what is asked in it is answered in it, too. */
export const wholeReport = reportSchema.check(z.refine(answersAll, { path: ['comparisons'] }));

interface Asked {
  hypotheses: readonly { metric: string }[];
  comparisons: readonly { metric: string; segment: unknown }[];
}

/** Whether each metric that is asked about is compared, over all units, and at least one is. */
function answersAll({ hypotheses, comparisons }: Asked): boolean {
  const answered = comparisons.filter(({ segment }) => segment === null);
  const metrics = new Set(answered.map(({ metric }) => metric));
  return hypotheses.length > 0 && hypotheses.every(({ metric }) => metrics.has(metric));
}
