import { existsSync } from 'node:fs';
import { UserError } from '../../errors.js';
import type { ReadOptions } from '../../read/reading.js';
import { plainNumber } from '../../read/values/written-numbers.js';
import { shellWord } from '../../vocabulary.js';

/** Figures that were typed in place of files: a table of counts or a summary, as CSV, and how it is read. */
export interface TypedFigures {
  text: string;
  options: Pick<ReadOptions, 'layout' | 'variantColumn' | 'unitsColumn' | 'metrics'>;
}

/** What reports call the source of figures that were typed. */
export const TYPED = 'command line';

const FIGURES = /^([^=]+)=\s*([^/=]*\d[^/=]*)\/\s*([\d.,' ]+[kKmM]?)\s*$/s;

/**
 * The figures that arguments are, NAME=SUCCESSES/UNITS or NAME=MEAN±SD/UNITS each; `null` where they name files.
 *
 * @param metric what the figures are of; '' where nobody said
 * @throws {UserError} when one is no pair of numbers, or they are of two kinds, or mixed with files.
 */
export function typedFigures(args: readonly string[], metric: string): TypedFigures | null {
  const typed = args.map((argument) => (existsSync(argument) ? null : FIGURES.exec(argument)));
  const found = typed.filter(
    (one) => one !== null && !existsSync(one[0].slice(one[1]!.length + 1)),
  );
  if (found.length === 0) {
    args.forEach(checkNoFigure);
    return null;
  }
  if (found.length < args.length) {
    throw new UserError(`${args[typed.indexOf(null)] ?? args[0]}: figures and files together`, {
      hint: 'give one or the other: generic=602/12040 personalized=718/11960',
    });
  }
  const arms = found.map((one) =>
    armOf(one![0], one![1]!.trim(), one![2]!.trim(), one![3]!.trim()),
  );
  const means = arms.filter(({ sd }) => sd !== null).length;
  if (means > 0 && means < arms.length) {
    throw new UserError(`${args.join(' ')}: successes and means together`, {
      hint: 'give SUCCESSES/UNITS of all variants, or MEAN±SD/UNITS of all',
    });
  }
  return means > 0 ? asSummary(arms, metric || 'mean') : asCounts(arms, metric || 'success');
}

/** @throws {UserError} when an argument is no file but half a figure: without its units, or its variant. */
function checkNoFigure(argument: string): void {
  if (existsSync(argument)) return;
  const [, name, value] = /^([^=]+)=\s*(\d[\d.,' ]*%?)$/.exec(argument) ?? [];
  if (name !== undefined && !existsSync(value!)) {
    throw new UserError(`${argument}: out of how many units?`, {
      hint: `successes out of units: ${shellWord(`${name}=SUCCESSES/UNITS`)}, as generic=602/12040`,
    });
  }
  if (/^\d+\s*\/\s*\d+$/.test(argument)) {
    throw new UserError(`${argument}: of which variant?`, { hint: `name it: generic=${argument}` });
  }
}

interface Arm {
  name: string;
  value: number;
  sd: number | null;
  units: number;
}

function armOf(argument: string, name: string, figure: string, of: string): Arm {
  const units = plainNumber(of);
  const [, mean, , deviation] = /^(.+?)\s*(\u00b1|\+-|\+\/-)\s*(.+)$/s.exec(figure) ?? [];
  const value = plainNumber(mean ?? figure);
  const sd = deviation === undefined ? null : plainNumber(deviation);
  const isCount = (number: number) => Number.isSafeInteger(number) && number >= 0;
  const fits = sd === null ? isCount(value) && value <= units : Number.isFinite(value) && sd >= 0;
  if (isCount(units) && fits) return { name, value, sd, units };
  const wrong = sd === null && isCount(units) && isCount(value);
  throw new UserError(
    wrong
      ? `${argument}: ${value} successes out of ${units} units`
      : `${argument}: not successes out of units, nor a mean with its deviation`,
    { hint: 'write whole numbers, 602/12040, or mean and standard deviation, 25.1±40.2/1200' },
  );
}

function asCounts(arms: readonly Arm[], metric: string): TypedFigures {
  const rows = arms.map(({ name, value, units }) => [name, units, value]);
  return {
    text: csv([['variant', 'units', metric], ...rows]),
    options: {
      layout: 'counts',
      variantColumn: 'variant',
      unitsColumn: 'units',
      metrics: [`${metric}:proportion`],
    },
  };
}

function asSummary(arms: readonly Arm[], metric: string): TypedFigures {
  const rows = arms.map(({ name, value, sd, units }) => [name, units, value, sd! ** 2]);
  return {
    text: csv([['variant', 'n', `${metric}_mean`, `${metric}_var`], ...rows]),
    options: { layout: 'summary', variantColumn: 'variant', unitsColumn: 'n', metrics: [metric] },
  };
}

function csv(rows: readonly (readonly (string | number)[])[]): string {
  const field = (value: string | number) =>
    typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(field).join(',')}\n`).join('');
}
