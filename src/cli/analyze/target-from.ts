import { UserError } from '../../errors.js';
import type { Design } from '../../experiment/design.js';
import type { MetricReading } from '../../read/reading.js';
import type { AnalyzeFlags } from './analyze-flags.js';

/**
 * Whether rules are wanted that give each segment its own variant.
 *
 * @throws {UserError} where there are no segments to make them of, or no value per unit to judge them by.
 */
export function targetFrom(
  flags: AnalyzeFlags,
  { name, kind, covariates }: MetricReading,
): Pick<Design, 'target'> {
  if (flags.target !== true) return {};
  if (flags.segment.length === 0) {
    throw new UserError('--target: a rule needs segments to tell who gets which variant', {
      hint: 'name a column from before the test: --segment country',
    });
  }
  if (kind === 'ratio' || kind === 'quantile') {
    throw new UserError(`--target: ${name} is a ${kind}, which no sum over segments comes to`, {
      hint: 'name a rate or a mean as the first --metric',
    });
  }
  if (covariates.length > 0) {
    throw new UserError(`--target: rules are valued by ${name} as it is, not adjusted`, {
      hint: `leave out --covariate ${name}=…, or --target`,
    });
  }
  if (flags.monitoring !== 'fixed') {
    throw new UserError('--target: what a rule gains is told once, of a finished test', {
      hint: 'leave out --monitoring, or --target until the test has ended',
    });
  }
  return { target: true };
}
