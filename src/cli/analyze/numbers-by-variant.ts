import { UserError } from '../../errors.js';
import type { Design } from '../../experiment/design.js';
import { shellWord } from '../../vocabulary.js';
import { byVariant, forEachVariant } from '../flags/by-variant.js';
import type { AnalyzeFlags } from './analyze-flags.js';

/**
 * The planned split; `null` where the flags say none.
 *
 * @throws {UserError} when it names other variants than the data have.
 */
export function allocationFrom(
  { allocation }: AnalyzeFlags,
  variants: readonly string[],
): Map<string, number> | null {
  if (allocation === undefined) return null;
  return forEachVariant('--allocation', allocation, variants);
}

/**
 * How strongly each variant personalizes; `null` where the flags do not say.
 *
 * @throws {UserError} when all do so equally, or other variants are named than the data have.
 */
export function intensityFrom(
  { intensity }: AnalyzeFlags,
  variants: readonly string[],
): Map<string, number> | null {
  if (intensity === undefined) return null;
  const byName = forEachVariant('--intensity', intensity, variants);
  if (new Set(byName.values()).size > 1) return byName;
  throw new UserError(
    '--intensity: all variants personalize equally strongly, so there is no order',
    {
      hint: 'give a stronger one a larger number: generic=0,light=1,full=2',
    },
  );
}

/**
 * What variants cost, and what the primary metric is worth; `null` where the flags do not say.
 *
 * @throws {UserError} when only the cost is said, less of the primary metric is better, or a variant is none of the data's.
 */
export function moneyFrom(
  flags: AnalyzeFlags,
  { variants, primary }: { variants: readonly string[]; primary: string },
): Design['money'] {
  const { cost, value } = flags;
  if (cost === undefined && value === undefined) return null;
  if (value === undefined) {
    throw new UserError(
      '--cost without --value: what is a success, or a unit of the metric, worth?',
      {
        hint: 'in the same money as the cost: --value 12; for a metric in money --value 1',
      },
    );
  }
  const asked = [
    ...(flags.lowerIsBetter.includes(primary) ? [`--lower-is-better ${shellWord(primary)}`] : []),
    ...(flags.alternative === 'less' ? ['--alternative less'] : []),
  ];
  if (asked.length > 0) {
    throw new UserError('--value: prices are for a primary metric of which more is better', {
      hint: `leave out ${asked.join(' and ')}`,
    });
  }
  return { cost: byVariant('--cost', cost ?? new Map(), variants), value };
}
