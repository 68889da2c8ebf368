import type { ProgrammeReport } from '../report/programme-report.js';
import { renderJson } from './json.js';

/** What the next effect is to be taken for, as a file that `--prior` of `analyze`, `power` and `simulate` reads; `null` of a single experiment. */
export function renderPrior(report: ProgrammeReport): string | null {
  const { prior, metric, scale, direction, experiments, tool } = report;
  if (prior === null) return null;
  return renderJson({
    priorVersion: 1,
    metric,
    effect: scale,
    direction,
    mean: prior.mean,
    scale: prior.scale,
    df: prior.df,
    experiments,
    source: `${tool.name} ${tool.version}`,
  });
}
