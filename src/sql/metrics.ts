import { noSuchMetric, UserError } from '../errors.js';
import { lackOf } from '../experiment/summary-layout.js';
import { type Wording, worded } from '../vocabulary.js';
import type { Name } from './dialect.js';
import { checkText, nameOf, splitWritten } from './written-names.js';

/** How a column becomes a number of each unit. */
export type Part =
  | { kind: 'amount' | 'proportion' | 'covariate' | 'lack'; name: string; column: Name }
  | { kind: 'success'; name: string; column: Name; value: string };

/** A metric as a query measures it: itself or a ratio's two columns, then each covariate and its lack. */
export interface SqlMetric {
  name: string;
  parts: Part[];
}

/** A pre-period column for a metric. */
export interface Covariate {
  metric: string;
  column: string;
}

/**
 * The metrics as they were written on the command line, with their covariates.
 *
 * @param perUnit whether several rows make a unit: then it must be said how they are added up
 * @throws {UserError} when one says what a query cannot measure, or too little.
 */
export function sqlMetrics(
  written: readonly string[],
  covariates: readonly Covariate[],
  perUnit: boolean,
): SqlMetric[] {
  const metrics = written.map((text) => sqlMetric(text, perUnit));
  const names = metrics.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new UserError((say) => `${say.metric()} ${twice} is given twice`, {
      hint: 'leave out one of them',
    });
  }
  const unknown = covariates.find(({ metric }) => !names.includes(metric));
  if (unknown !== undefined) {
    throw noSuchMetric(
      (say) => `${say.covariate()} ${unknown.metric}=…`,
      unknown.metric,
      names,
      'query',
    );
  }
  return metrics.map((metric) => withCovariates(metric, covariates));
}

function sqlMetric(text: string, perUnit: boolean): SqlMetric {
  const option: Wording = (say) => `${say.metric()} ${text}`;
  if (/:(?:median|p\d{1,2}(?:\.\d+)?)$/.test(text)) {
    throw new UserError((say) => `${worded(option, say)}: a summary does not hold quantiles`, {
      hint: 'they need every value: export the rows and analyze those',
    });
  }
  const [, plain = text, kind = null] = /^(.*):(proportion|mean|ratio)$/s.exec(text) ?? [];
  const split = splitWritten(plain);
  if (split?.sign === '=' && kind !== 'ratio') {
    return successMetric(nameOf(split.left, option), split.right, option);
  }
  if (split?.sign === '/' && (kind === null || kind === 'ratio')) {
    const parts = [split.left, split.right].map((part) => amount(nameOf(part, option)));
    return { name: parts.map(({ name }) => name).join('/'), parts };
  }
  if (kind === 'ratio' || split !== null) {
    throw new UserError(
      (say) => `${worded(option, say)}: a ratio has two columns, and no other kind`,
      {
        hint: (say) =>
          `${say.metric('clicks/sessions', 'ratio')}; a name with a slash in it goes into double quotes`,
      },
    );
  }
  const column = nameOf(plain, option);
  if (kind === null && perUnit) throw howAddedUp(option, column.text);
  const part: Part = kind === 'proportion' ? { ...amount(column), kind } : amount(column);
  return { name: column.text, parts: [part] };
}

function amount(column: Name): Exclude<Part, { kind: 'success' }> {
  return { kind: 'amount', name: column.text, column };
}

function successMetric(column: Name, value: string, option: Wording): SqlMetric {
  checkText(value, option);
  const name = `${column.text}=${value}`;
  return { name, parts: [{ kind: 'success', name, column, value }] };
}

/** In files the values tell; a query is written before it sees any. */
function howAddedUp(option: Wording, name: string): UserError {
  return new UserError((say) => `${worded(option, say)}: how do the rows of a unit add up?`, {
    hint: (say) =>
      `${say.metric(name, 'proportion')} (any row is a success) or ${say.kind(name, 'mean')} (their sum)`,
  });
}

function withCovariates(metric: SqlMetric, covariates: readonly Covariate[]): SqlMetric {
  const said = covariates.filter(({ metric: name }) => name === metric.name);
  const columns = said.map((covariate) => covariateColumn(metric, covariate));
  const twice = columns.find(({ text }, i) => columns.findIndex((one) => one.text === text) < i);
  if (twice !== undefined) {
    throw new UserError((say) => `${say.covariate()} ${metric.name}=${twice.text} is given twice`, {
      hint: 'leave out one of them; other columns are adjusted for together',
    });
  }
  const parts = columns.flatMap((column): Part[] => [
    { kind: 'covariate', name: column.text, column },
    { kind: 'lack', name: lackOf(column.text), column },
  ]);
  return { ...metric, parts: [...metric.parts, ...parts] };
}

function covariateColumn(metric: SqlMetric, said: Covariate): Name {
  const column = nameOf(said.column, (say) => say.covariate());
  if (!metric.parts.some((part) => part.column.text === column.text)) return column;
  throw new UserError(
    (say) => `${say.covariate()} ${metric.name}=${column.text}: a metric cannot explain itself`,
    {
      hint: 'name a column from before the experiment began',
    },
  );
}
