import type { PriorityIdea, PriorityReport } from '../report/priority-report.js';
import { type Columns, separatedTable } from './separated-table.js';

interface Row {
  one: PriorityIdea;
  run: PriorityReport['schedule'][number] | null;
}

const COLUMNS: Columns<Row> = {
  rank: ({ one }) => one.rank,
  idea: ({ one }) => one.name,
  owner: ({ one }) => one.owner,
  surface: ({ one }) => one.surface,
  metric: ({ one }) => one.metric,
  answer: ({ one }) => one.answer,
  net: ({ one }) => one.net,
  untested: ({ one }) => one.untested,
  perfect: ({ one }) => one.perfect,
  ideal: ({ one }) => one.ideal,
  best_weeks: ({ one }) => one.best?.weeks,
  best_units: ({ one }) => one.best?.units,
  best_net: ({ one }) => one.best?.net,
  best_added: ({ one }) => one.best?.added,
  best_expected_weeks: ({ one }) => one.best?.expectedWeeks,
  best_shipped: ({ one }) => one.best?.shipped,
  best_wrongly_shipped: ({ one }) => one.best?.wronglyShipped,
  best_missed: ({ one }) => one.best?.missed,
  best_regret: ({ one }) => one.best?.regret,
  per_week_weeks: ({ one }) => one.bestPerWeek?.weeks,
  per_week_net: ({ one }) => one.bestPerWeek?.net,
  per_week_added: ({ one }) => one.bestPerWeek?.added,
  per_week: ({ one }) => one.bestPerWeek?.perWeek,
  prior_mean: ({ one }) => one.prior.mean,
  prior_scale: ({ one }) => one.prior.scale,
  prior_df: ({ one }) => one.prior.df,
  prior_experiments: ({ one }) => one.prior.record?.experiments,
  tier: ({ one }) => one.sensitivity.tier,
  rank_first_alone: ({ one }) => one.sensitivity.alone.first,
  rank_last_alone: ({ one }) => one.sensitivity.alone.last,
  rank_first_together: ({ one }) => one.sensitivity.together.first,
  rank_last_together: ({ one }) => one.sensitivity.together.last,
  scheduled_from: ({ run }) => run?.from,
  scheduled_to: ({ run }) => run?.to,
  scheduled_weeks: ({ run }) => run?.weeks,
  scheduled_after: ({ run }) => run?.after,
  week_price: ({ run }) => run?.weekPrice,
  rice: ({ one }) => one.rice?.score,
  rice_rank: ({ one }) => one.rice?.rank,
};

/** A ranked backlog as CSV, an idea a row, the first one first. */
export function renderPriorityCsv(report: PriorityReport): string {
  return separatedTable(COLUMNS, rowsOf(report), ',');
}

/** The same with tabs between fields. */
export function renderPriorityTsv(report: PriorityReport): string {
  return separatedTable(COLUMNS, rowsOf(report), '\t');
}

function rowsOf({ ideas, schedule }: PriorityReport): Row[] {
  const runs = new Map(schedule.map((run) => [run.idea, run]));
  return ideas.map((one) => ({ one, run: runs.get(one.name) ?? null }));
}
