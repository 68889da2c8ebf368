import { version } from '../../../package.json';
import type { LifetimeAnalysis, LifetimeQuestion } from '../../experiment/lifetime/lifetime.js';
import { isoDay } from '../../experiment/over-time/day-aggregates.js';
import type { TableRead } from '../../read/table.js';
import type { CustomersRead } from '../../read/transactions/read-customers.js';
import { buildLifetime } from '../../report/build-lifetime.js';
import type { LifetimeReport } from '../../report/lifetime-report.js';
import type { ClvFlags } from './clv-flags.js';
import type { Times } from './clv-question.js';
import type { CustomersFrom } from './customers-from.js';

/** All that the report is made of. */
export interface Found {
  read: CustomersRead;
  assignments: TableRead | null;
  from: CustomersFrom;
  times: Times;
  question: LifetimeQuestion;
  analysis: LifetimeAnalysis;
}

/** The report of what was found. */
export function clvReport(found: Found, flags: ClvFlags): LifetimeReport {
  const { read, question, analysis, times } = found;
  const { span, timeUnit } = times;
  const dayOrNull = (day: number | null) => (day === null ? null : isoDay(day));
  return buildLifetime(analysis, {
    tool: { name: 'perso-test', version },
    input: inputOf(found),
    question: {
      from: dayOrNull(span?.first ?? null),
      until: dayOrNull(span?.end ?? null),
      fitUntil: dayOrNull(question.dated?.fitUntil ?? null),
      timeUnit,
      horizon: question.ahead.horizon,
      discount: flags.discount,
      alpha: question.alpha,
    },
    lifetime: countsOf(found),
    whyNotForetold:
      read.kind === 'histories' ? 'a table of sums does not say when purchases were' : null,
  });
}

function inputOf({ read, assignments }: Found): LifetimeReport['input'] {
  return {
    kind: read.kind,
    files: read.files,
    assignments,
    columns: { ...read.columns },
    currency: read.kind === 'histories' || read.currency === '' ? null : read.currency,
  };
}

function countsOf({ read, from, analysis }: Found): LifetimeReport['lifetime'] {
  const { customers, counts } = from;
  const left = read.kind === 'histories' ? { later: 0, refunds: 0 } : read.leftOut;
  const compared = analysis.arms.length > 0;
  return {
    customers: customers.filter(({ known }) => known !== null).length,
    repeaters: analysis.model.fitted.repeaters,
    spenders: analysis.model.fitted.spenders,
    neverBought: customers.filter(({ known }) => known === null).length,
    withoutVariant: compared ? customers.filter(({ variant }) => variant === null).length : 0,
    ...counts,
    later: left.later,
    refundsLeftOut: left.refunds,
  };
}
