import { UserError } from '../../errors.js';
import { planReadOptions } from '../../gate/design-from-plan.js';
import { inert } from '../../render/printable.js';
import { type SqlQuestion, summaryQuery } from '../../sql/summary-query.js';
import { checkedFlags } from '../flags/checked-flags.js';
import type { Io } from '../io.js';
import { writeExactText } from '../output/exact-text.js';
import { outputsFrom } from '../output/outputs.js';
import { SQL_FLAGS, type SqlFlags } from './sql-flags.js';

/** What is to be summed up, whoever says it. */
type Asked = Pick<SqlQuestion, 'metrics' | 'covariates' | 'segments' | 'unitId'> & {
  variantColumn: string | null;
};

/** Writes the query that makes the summary which the flags, or a plan, ask for. */
export async function sql(given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(SQL_FLAGS, given);
  const { dialect, table, where = null, plan } = flags;
  const targets = outputsFrom({ format: [], output: flags.output }, ['text'], plan ? [plan] : []);
  const { variantColumn, ...asked } =
    plan === undefined ? byFlags(flags) : await byPlan(flags, plan);
  if (variantColumn === null) {
    throw new UserError('which column holds the variant?', {
      hint: 'pass --variant-column NAME, or say it in the plan: variants: { column: NAME }',
    });
  }
  const query = summaryQuery({ dialect, table, where, variantColumn, ...asked });
  checkInert(query);
  await writeExactText(targets, query, io);
}

/** A query must name things as they are called, so what cannot be printed safely is not printed. */
function checkInert(query: string): void {
  if (inert(query) === query) return;
  throw new UserError('a CI that prints this query would take a name in it for a command', {
    hint: 'names with ##[ in them, or lines that begin with ::, have to be renamed first',
  });
}

function byFlags(flags: SqlFlags): Asked {
  if (flags.metric.length === 0) {
    throw new UserError('what is to be summed up?', {
      hint: 'pass --metric NAME, or --plan plan.yaml',
    });
  }
  const { metric: metrics, covariate: covariates, segment: segments } = flags;
  const { variantColumn = null, unitId = null } = flags;
  return { variantColumn, metrics, covariates, segments, unitId };
}

async function byPlan(flags: SqlFlags, path: string): Promise<Asked> {
  const said = flags.metric.length + flags.segment.length + flags.covariate.length;
  if (said > 0 || flags.unitId !== undefined) {
    throw new UserError('--plan: the plan says what is summed up', {
      hint: 'leave out --metric, --segment, --covariate and --unit-id, or the plan',
    });
  }
  const { readPlan } = await import('../../read/plan/read-plan.js');
  const { plan } = await readPlan(path);
  if (plan.units.column !== null) {
    throw new UserError('this plan is for files of counts, which need no summary', {
      location: { file: path },
      hint: 'query the counts themselves',
    });
  }
  const { where = [], variants = [], ...options } = planReadOptions(plan);
  if (where.length + variants.length > 0 && flags.where === undefined) {
    throw new UserError('the plan chooses rows (reading), which the query must choose too', {
      location: { file: path },
      hint: `say it in SQL: --where "country = 'DE'"`,
    });
  }
  const { metrics, covariates, unitIdColumn, variantColumn } = options;
  const { triggered = null } = plan;
  if (triggered !== null && unitIdColumn !== null) {
    throw new UserError(
      `the plan has triggered ${triggered}, and a unit could see a difference if any of its rows says so, which no query here asks`,
      {
        location: { file: path },
        hint: 'add the rows of a unit up first, or give the gate the rows themselves',
      },
    );
  }
  const segments = triggered === null ? options.segments : [triggered, ...options.segments];
  const own = flags.variantColumn ?? variantColumn;
  return { metrics, covariates, segments, unitId: unitIdColumn, variantColumn: own };
}
