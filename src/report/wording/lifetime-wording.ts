import type { NoModel } from '../../experiment/lifetime/value-model.js';
import type { ForetoldReport, LifetimeCheck, LifetimeReport } from '../lifetime-report.js';
import {
  formatCount,
  formatCounted,
  formatFixed,
  formatP,
  formatShort,
  formatSigned,
} from './numbers.js';

/** Why there is no model of customers, as a sentence. */
export function wordNoModel(why: NoModel): string {
  switch (why.code) {
    case 'TOO_FEW_CUSTOMERS':
      return `too few customers have bought, ${formatCount(why.customers)}: a model takes ${why.least} or more`;
    case 'TOO_FEW_REPEATERS':
      return `too few customers bought again, ${formatCount(why.repeaters)}: a model takes ${why.least} or more`;
    case 'NO_TIME_OBSERVED':
      return 'nobody was observed for any time after the first purchase';
    case 'PURCHASES_NOT_FITTED':
      return why.atEdge
        ? 'the model of purchases (BG/NBD) has no best fit: its parameters run off to an end, as where all customers leave with the same chance, nobody leaves, or all buy equally often'
        : 'the model of purchases (BG/NBD) does not converge: the data hardly tell its parameters apart';
    case 'TOO_FEW_SPENDERS':
      return `too few customers spent something on repeat purchases, ${formatCount(why.spenders)}: a model of spending takes ${why.least} or more`;
    case 'SPENDING_NOT_FITTED':
      return why.atEdge
        ? 'the model of spending (gamma-gamma) has no best fit: its parameters run off to an end, as where all purchases are worth the same'
        : 'the model of spending (gamma-gamma) does not converge: the data hardly tell its parameters apart';
    case 'SPENDING_HAS_NO_MEAN':
      return `spending varies so widely that the model of it (gamma-gamma) has no mean: q is ${formatShort(why.q)}, and would have to be above 1`;
  }
}

/** What a check needs to be told. */
export type LifetimeFact =
  | {
      code: 'SAMPLE_RATIO_MISMATCH';
      shares: readonly number[];
      logPValue: number;
      hasAssignments: boolean;
    }
  | { code: 'BUYERS_ONLY' }
  | { code: 'NEVER_BOUGHT'; customers: number }
  | {
      code: 'FORETOLD';
      foretold: ForetoldReport;
      what: 'purchases' | 'value';
      isWrong: boolean;
    }
  | { code: 'NOT_FORETOLD'; why: string }
  | { code: 'SPENDING_BY_FREQUENCY'; correlation: number }
  | { code: 'REFUNDS_UNMATCHED'; refunds: number };

/** A check as a sentence that tells what it means and what to do. */
export function wordLifetimeCheck(fact: LifetimeFact): string {
  switch (fact.code) {
    case 'SAMPLE_RATIO_MISMATCH':
      return wordRatio(fact);
    case 'BUYERS_ONLY':
      return 'Only who bought is in these data. If a treatment changes who buys at all, the variants’ buyers are not comparable: give everyone who was assigned.';
    case 'NEVER_BOUGHT':
      return `${formatCounted(fact.customers, 'customer')} without a purchase that counts: 0 is expected of each, though some may still buy, since the model says nothing of them.`;
    case 'FORETOLD':
      return wordForetold(fact);
    case 'NOT_FORETOLD':
      return `Not held against later purchases: ${fact.why}. How well it foretells is not known.`;
    case 'SPENDING_BY_FREQUENCY':
      return `How often and how much customers buy go together (correlation ${formatFixed(fact.correlation, 2)}); the model takes them to be unrelated, so its values of frequent buyers are off.`;
    case 'REFUNDS_UNMATCHED':
      return `${formatCounted(fact.refunds, 'refund')} had no purchase before them to be taken from: what is left of them is not counted.`;
  }
}

function wordRatio(fact: LifetimeFact & { code: 'SAMPLE_RATIO_MISMATCH' }): string {
  const split = fact.shares.map((share) => formatFixed(100 * share, 1)).join(' : ');
  const p = formatP(fact.logPValue);
  if (fact.logPValue >= Math.log(RATIO_ALPHA)) {
    return `split ${split}: no sign of a fault (${p})`;
  }
  const why = fact.hasAssignments
    ? 'the assignment or its logging is broken'
    : 'the assignment is broken, or a treatment changes who buys';
  return `split ${split}, which chance does not explain (${p}): ${why}. No comparison can be trusted.`;
}

/** As for every experiment (experiment/checks). */
export const RATIO_ALPHA = 0.001;

function wordForetold({ foretold, what, isWrong }: LifetimeFact & { code: 'FORETOLD' }): string {
  const { predicted, observed, pValue } = foretold;
  const unit = what === 'purchases' ? 'purchases' : 'in value';
  const figures = `${formatAmount(predicted)} ${unit} were foretold, ${formatAmount(observed)} came (${formatSigned(100 * (observed / predicted - 1), 1)} %, ${formatP(Math.log(pValue))})`;
  return isWrong
    ? `${figures}: what is predicted further ahead may be off as much. Take it to rank customers, not for money.`
    : figures;
}

function formatAmount(value: number): string {
  return value >= 1000 ? formatCount(value) : formatShort(value);
}

/** What has to be known of any such prediction, a sentence each. */
export function wordLifetimeLimits({ predictedComparisons }: LifetimeReport): string[] {
  const shrunk =
    'One model was fitted to all customers, whatever their variant: it pulls each one’s prediction towards what all are like, and with it the variants towards one another.';
  const unmeasured =
    'A prediction is no measurement: it holds if customers go on as they did, and a treatment’s effect on them too.';
  return predictedComparisons.length === 0 ? [unmeasured] : [shrunk, unmeasured];
}

/** A check of the report. */
export function lifetimeCheck(
  fact: LifetimeFact,
  status: LifetimeCheck['status'],
  pValue: number | null = null,
): LifetimeCheck {
  return { code: fact.code, status, pValue, message: wordLifetimeCheck(fact) };
}
