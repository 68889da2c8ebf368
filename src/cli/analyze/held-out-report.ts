import type { Aggregates } from '../../experiment/aggregates.js';
import { estimatedArms } from '../../experiment/compare/estimated-arms.js';
import { heldOut } from '../../programme/holdout.js';
import { holdoutReport } from '../../report/build-holdout.js';
import type { ComparisonReport } from '../../report/comparison-report.js';
import type { HoldoutReport } from '../../report/holdout-report.js';
import type { Report } from '../../report/report.js';
import { readLedger } from '../input/read-ledger.js';
import type { AnalyzeFlags } from './analyze-flags.js';

/** The report, with what the held-out group says of what the ledger claims, metric by metric. */
export async function withHeldOut(
  report: Report,
  aggregates: Aggregates,
  { holdout, ledger }: AnalyzeFlags,
): Promise<Report> {
  if (holdout === undefined || ledger === undefined) return report;
  const { experiments } = await readLedger([ledger]);
  const compared = report.comparisons.filter(({ segment }) => segment === null);
  const holdouts = compared.map((one): HoldoutReport => {
    const { alpha } = report.design;
    const found = heldOut(experiments, one.metric, armsOf(one, report, aggregates), alpha);
    return holdoutReport(found, {
      metric: one.metric,
      heldOut: one.control.variant,
      exposed: one.treatment.variant,
      confidence: 1 - alpha,
    });
  });
  return { ...report, holdouts };
}

/** What the two arms are estimated at; `null` of a quantile, and where there is no error. */
function armsOf(
  { metric, kind, control, treatment, covariate }: ComparisonReport,
  { hypotheses }: Report,
  { variants }: Aggregates,
) {
  if (kind === 'quantile') return null;
  const at = hypotheses.findIndex((one) => one.metric === metric);
  const [c, t] = [control, treatment].map(({ variant }) => variants.get(variant)?.samples[at]);
  if (c === undefined || t === undefined) return null;
  const covariates = covariate === null ? [] : [covariate.column];
  const arms = estimatedArms({ control: c, treatment: t }, kind, covariates);
  return typeof arms === 'string' ? null : arms;
}
