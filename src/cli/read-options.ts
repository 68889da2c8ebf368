import { existsSync, realpathSync } from 'node:fs';
import { UserError } from '../errors.js';
import type { ReadOptions, Source } from '../read/reading.js';
import type { ReadingFlags } from './reading-flags.js';

/**
 * Checks that what is written does not go over its own data, which would destroy them.
 *
 * @throws {UserError} when it would.
 */
export function checkOutput(output: string | undefined, sources: readonly Source[]): void {
  if (output === undefined || !existsSync(output)) return;
  const target = realpathSync(output);
  const source = sources.find(({ path }) => existsSync(path) && realpathSync(path) === target);
  if (source === undefined) return;
  throw new UserError(`--output ${output}: that is one of the files to read`, {
    hint: 'give the report a file of its own',
  });
}

/** A file argument: NAME=FILE names the variant, unless a file of that whole name exists. */
export function sourceOf(argument: string): Source {
  const [, variant, path] = /^([^=]+)=(.+)$/s.exec(argument) ?? [];
  if (variant === undefined || path === undefined || existsSync(argument)) {
    return { path: argument, variant: null };
  }
  return { path, variant: variant.trim() };
}

/**
 * How the files are to be read, as the flags of reading say.
 *
 * @throws {UserError} when two of them contradict each other.
 */
export function readOptions(flags: ReadingFlags): ReadOptions {
  const decimal = new Map(flags.decimal.map(({ column, separator }) => [column, separator]));
  const thousands = flags.thousands ?? '';
  if (
    thousands !== '' &&
    [decimal.get('') ?? '.', ...decimal.values()].includes(thousands as '.')
  ) {
    throw new UserError(`--thousands ${thousands}: that is the decimal separator already`, {
      hint: 'pass --decimal too: --thousands . --decimal ,',
    });
  }
  return {
    layout: flags.layout ?? null,
    variantColumn: flags.variantColumn ?? null,
    unitsColumn: flags.unitsColumn ?? null,
    unitIdColumn: flags.unitId ?? null,
    metrics: flags.metric,
    segments: flags.segment,
    covariates: flags.covariate,
    caps: flags.cap,
    ranks: false,
    delimiter: flags.delimiter ?? null,
    encoding: flags.encoding ?? null,
    decimal,
    thousands,
    missing: flags.missing,
    onBadRow: flags.onBadRow,
    forSummary: false,
  };
}
