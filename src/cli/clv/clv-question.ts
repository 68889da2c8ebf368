import { UserError } from '../../errors.js';
import type { Customer, LifetimeQuestion } from '../../experiment/lifetime/lifetime.js';
import { DAYS_OF, DAYS_OF_YEAR, type TimeUnit } from '../../experiment/lifetime/time-units.js';
import { isoDay } from '../../experiment/over-time/day-aggregates.js';
import { controlFirst } from '../../read/fold/control-first.js';
import type { CustomersRead } from '../../read/transactions/read-customers.js';
import { forEachVariant } from '../flags/by-variant.js';
import { flagName } from '../flags/flag.js';
import type { ClvFlags } from './clv-flags.js';

/** In which times is asked, days since 1970-01-01. */
export interface Times {
  timeUnit: TimeUnit;
  /** Days of the unit. */
  unit: number;
  /** `null` where only sums are known. */
  span: { first: number; end: number } | null;
}

/**
 * In which times is asked of customers.
 *
 * @throws {UserError} when days are asked of sums, or days that the data do not have.
 */
export function timesOf(read: CustomersRead, flags: ClvFlags): Times {
  if (read.kind === 'histories') {
    checkNoDays(flags);
    const { timeUnit } = flags;
    if (timeUnit !== undefined) return { timeUnit, unit: DAYS_OF[timeUnit], span: null };
    const { last, observed } = read.columns;
    throw new UserError(`in which unit of time are ${last} and ${observed}?`, {
      location: { file: read.files[0]!.path },
      hint: (say) => `say it: ${say.again(['--time-unit week'])}, or day, month, year`,
    });
  }
  const { timeUnit = 'week', until } = flags;
  const { first } = read.span;
  const span = { first, end: until ?? read.span.last };
  checkWithin('fitUntil', flags.fitUntil, first, span.end);
  checkWithin('calibrateAt', flags.calibrateAt, first, span.end - 1);
  return { timeUnit, unit: DAYS_OF[timeUnit], span };
}

/** Flags that are about days, or rows of transactions. */
const OF_DAYS = ['until', 'fitUntil', 'calibrateAt', 'date', 'dateOrder'] as const;

function checkNoDays(flags: ClvFlags): void {
  const said = OF_DAYS.find((key) => flags[key] !== undefined);
  if (said === undefined && flags.refunds === 'stop') return;
  throw new UserError(
    `${flagName(said ?? 'refunds')}: a table of sums has no days and no rows of transactions`,
    {
      hint: 'leave it out, or give the transactions themselves',
    },
  );
}

function checkWithin(
  key: 'fitUntil' | 'calibrateAt',
  day: number | undefined,
  first: number,
  last: number,
): void {
  if (day === undefined || (day >= first && day <= last)) return;
  throw new UserError(
    `${flagName(key)} ${isoDay(day)}: the data are of ${isoDay(first)} to ${isoDay(last)}`,
    {
      hint: 'name a day among them',
    },
  );
}

/** What is asked of these customers. */
export function questionOf(
  customers: readonly Customer[],
  hasAmounts: boolean,
  flags: ClvFlags,
  { unit, span }: Times,
): LifetimeQuestion {
  const variants = variantsOf(customers, flags);
  const allocation =
    flags.allocation === undefined
      ? null
      : forEachVariant('--allocation', flags.allocation, variants);
  return {
    ahead: {
      horizon: flags.horizon / unit,
      discount: (Math.log1p(flags.discount) * unit) / DAYS_OF_YEAR,
    },
    hasAmounts,
    alpha: flags.alpha,
    variants,
    allocation: variants.map((name) => allocation?.get(name) ?? 1),
    dated:
      span === null
        ? null
        : {
            unit,
            end: span.end,
            fitUntil: flags.fitUntil ?? null,
            calibrateAt: flags.calibrateAt ?? Math.floor((span.first + span.end) / 2),
          },
  };
}

/** The variants, the control first; none where there is nothing to compare. */
function variantsOf(customers: readonly Customer[], flags: ClvFlags): string[] {
  const sizes = new Map<string, number>();
  for (const { variant } of customers) {
    if (variant !== null) sizes.set(variant, (sizes.get(variant) ?? 0) + 1);
  }
  const names = [...sizes.keys()];
  if (names.length < 2) {
    const said = (['control', 'allocation'] as const).find((key) => flags[key] !== undefined);
    if (said === undefined) return [];
    throw new UserError(`${flagName(said)}: there are no variants to compare in these data`, {
      hint: 'say who was in which: --assignments FILE, or --variant-column NAME',
    });
  }
  const ordered = controlFirst(names, flags.control ?? null);
  const small = ordered.find((name) => sizes.get(name)! < 2);
  if (small === undefined) return ordered;
  throw new UserError(`variant ${small} has one customer: that is no group to compare`, {
    hint: 'is its name misspelt?',
  });
}
