import { UserError } from '../../errors.js';
import type { EffectBelief } from '../../experiment/size/assurance.js';
import type { PriorRead } from '../../read/prior/read-prior.js';
import type { PowerFlags } from './power-flags.js';

/** What is believed of the effect of a planned test, with where that is from. */
export interface BeliefRead extends EffectBelief {
  read: PriorRead;
}

/**
 * What the prior in a file says of the effect that is planned for.
 *
 * @throws {UserError} where it cannot be one of this test.
 */
export async function beliefFrom(path: string, flags: PowerFlags): Promise<BeliefRead> {
  const { readPrior } = await import('../../read/prior/read-prior.js');
  const read = await readPrior(path);
  const { effect, direction, prior } = read;
  if (effect === 'given') {
    throw new UserError('this prior does not say what its effects are', {
      location: { file: path },
      hint: 'make it again: perso-test programme effects.csv --scale relative --prior-out prior.json',
    });
  }
  const against = direction === 'increase' ? 'less' : 'greater';
  if (flags.alternative === against) {
    throw new UserError(
      `--alternative ${against}: by this prior ${direction === 'increase' ? 'more' : 'less'} is better`,
      { location: { file: path }, hint: 'leave out one of the two' },
    );
  }
  if (effect !== 'absolute' && flags.sd !== undefined && flags.mean === undefined) {
    throw new UserError('this prior is of shares of the control, whose mean is not known', {
      location: { file: path },
      hint: 'add --mean',
    });
  }
  return { read, prior, effect, direction };
}
