import {
  decisionOf,
  type LedgerEffect,
  type LedgerExperiment,
  type LedgerReport,
} from '../report/ledger-report.js';
import { type Columns, separatedTable } from './separated-table.js';

/** An experiment with one of its effects; `null` where nothing was looked at. */
interface Row {
  one: LedgerExperiment;
  effect: LedgerEffect | null;
}

const COLUMNS: Columns<Row> = {
  experiment: ({ one }) => one.experiment,
  journal: ({ one }) => one.journal,
  owner: ({ one }) => one.owner,
  tags: ({ one }) => tagsOf(one),
  follows: ({ one }) => one.follows,
  state: ({ one }) => one.state,
  verdict: ({ one }) => one.verdict?.decision,
  verdict_variant: ({ one }) => one.verdict?.variant,
  decision: ({ one }) => decisionOf(one)?.decision,
  variant: ({ one }) => decisionOf(one)?.variant,
  overrides: ({ one }) => one.done?.overrides,
  because: ({ one }) => one.done?.because,
  first: ({ one }) => one.firstTime,
  last: ({ one }) => one.lastTime,
  looks: ({ one }) => one.looks,
  days: ({ one }) => one.days,
  units: ({ one }) => one.units,
  metric: ({ effect }) => effect?.metric,
  role: ({ effect }) => effect?.role,
  kind: ({ effect }) => effect?.kind,
  direction: ({ effect }) => effect?.direction,
  control: ({ effect }) => effect?.control,
  treatment: ({ effect }) => effect?.treatment,
  effect_units: ({ effect }) => effect?.units,
  effect: ({ effect }) => effect?.effect.estimate,
  effect_lower: ({ effect }) => effect?.effect.lower,
  effect_upper: ({ effect }) => effect?.effect.upper,
  confidence: ({ effect }) => effect?.confidence,
  standard_error: ({ effect }) => effect?.standardError,
  lift: ({ effect }) => effect?.lift?.estimate,
  lift_standard_error: ({ effect }) => effect?.lift?.standardError,
  p_value: ({ effect }) => effect?.pValue,
  outcome: ({ effect }) => effect?.outcome,
  significant: ({ effect }) => effect?.significant,
  shipped: ({ effect }) => effect?.shipped,
  net_effect: ({ effect }) => effect?.netEffect?.estimate,
  net_effect_lower: ({ effect }) => effect?.netEffect?.lower,
  net_effect_upper: ({ effect }) => effect?.netEffect?.upper,
  net_effect_confidence: ({ effect }) => effect?.netEffect?.confidence,
  horizon_units: ({ one }) => one.done?.horizonUnits,
  horizon_net: ({ effect }) => effect?.horizonNet?.estimate,
  horizon_net_lower: ({ effect }) => effect?.horizonNet?.lower,
  horizon_net_upper: ({ effect }) => effect?.horizonNet?.upper,
  traffic_share: ({ one }) => one.done?.trafficShare,
  learned: ({ one }) => one.done?.learned,
  next: ({ one }) => one.done?.next,
};

/** The effects of all experiments as CSV, a row each; an experiment without a look has one too. */
export function renderLedgerCsv(report: LedgerReport): string {
  return separatedTable(COLUMNS, rowsOf(report), ',');
}

/** The same with tabs between fields. */
export function renderLedgerTsv(report: LedgerReport): string {
  return separatedTable(COLUMNS, rowsOf(report), '\t');
}

function rowsOf({ experiments }: LedgerReport): Row[] {
  return experiments.flatMap((one): Row[] => {
    const effects = one.effects.length === 0 ? [null] : one.effects;
    return effects.map((effect) => ({ one, effect }));
  });
}

function tagsOf({ tags }: LedgerExperiment): string {
  return Object.entries(tags)
    .map(([tag, value]) => `${tag}=${value}`)
    .join(' ');
}
