import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { smallSha256 } from '../../read/bytes/sha256.js';
import type { ReportedComparison, ReportLine } from '../../read/journal/report-line.js';
import { faultOf } from '../../read/journal/schema.js';
import type { ComparisonReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';

/** What is said of a test that has no plan to say it. */
export interface ReportedAbout {
  /** What it is called. */
  experiment: string;
  owner: string | null;
  tags: ReadonlyMap<string, string>;
  follows: string | null;
}

/**
 * A saved report as the line that begins a journal.
 *
 * @throws {UserError} when its gate keeps a journal, it compares nothing, or it was changed by hand.
 */
export function reportLine(
  report: Report,
  file: string,
  { experiment, owner, tags, follows }: ReportedAbout,
  time: Date,
): ReportLine {
  const kept = report.look?.journal ?? null;
  if (kept !== null) {
    throw new UserError(`this is the report of a gate, which keeps a journal: ${kept}`, {
      location: { file },
      hint: `close that one: perso-test close ${kept}`,
    });
  }
  const comparisons = report.comparisons.filter(({ segment }) => segment === null);
  const line: ReportLine = {
    schemaVersion: 2,
    type: 'report',
    time: time.toISOString(),
    tool: version,
    experiment,
    tags: Object.fromEntries(tags),
    owner,
    follows,
    previous: null,
    report: smallSha256(Buffer.from(JSON.stringify(report))),
    plan: report.plan?.sha256 ?? null,
    alpha: report.design.alpha,
    units: Object.fromEntries(report.variants.map(({ name, units }) => [name, units])),
    comparisons: comparisons.map(comparisonOf),
    decision: report.verdict.decision,
    variant: report.verdict.variant,
    reasons: report.verdict.reasons.map(({ code }) => code),
  };
  const fault = faultOf(line);
  if (fault === null) return line;
  throw new UserError(`this report cannot begin a journal: ${fault}`, {
    location: { file },
    hint: 'perso-test never writes such a report: analyze the results again',
  });
}

function comparisonOf(one: ComparisonReport): ReportedComparison {
  const { metric, kind, role, control, treatment, covariate, strata, method, statistic } = one;
  const { margin, pValue, adjustedPValue, effect, confidence, netEffect, outcome } = one;
  return {
    metric,
    kind,
    role,
    direction: directionOf(one),
    control,
    treatment,
    covariates: covariatesOf(covariate),
    stratified: strata?.column ?? null,
    method,
    statistic,
    atMargin: margin !== null,
    pValue,
    adjustedPValue,
    effect,
    confidence,
    netEffect:
      netEffect === null
        ? null
        : {
            estimate: netEffect.estimate,
            lower: netEffect.lower,
            upper: netEffect.upper,
            confidence: netEffect.confidence,
          },
    outcome,
  };
}

function covariatesOf(covariate: ComparisonReport['covariate']): string[] {
  if (covariate === null) return [];
  return covariate.covariates?.map(({ column }) => column) ?? [covariate.column];
}

/** The sign of the smallest effect that would be detected is the one hoped for. */
function directionOf({ sampleSize, margin }: ComparisonReport): ReportedComparison['direction'] {
  const { absolute, relative } = sampleSize.smallestDetectable;
  const size = absolute ?? relative;
  if (size === null || size === 0 || margin?.kind === 'equivalence') return null;
  return size > 0 ? 'increase' : 'decrease';
}
