import { UserError } from '../../errors.js';
import type { BeliefOnFile } from '../../experiment/effect-belief.js';
import type { Alternative } from '../../stats/alternative.js';

/** As much of a test's flags as a prior may contradict. */
interface TestFlags {
  alternative?: Alternative | undefined;
  mean?: number | undefined;
  sd?: number | undefined;
}

/**
 * What the prior in a file says of the effect of a test with these flags.
 *
 * @throws {UserError} where it cannot be one of this test.
 */
export async function beliefFrom(path: string, flags: TestFlags): Promise<BeliefOnFile> {
  const { readPrior } = await import('../../read/prior/read-prior.js');
  const read = await readPrior(path);
  const { effect, direction } = read;
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
  return { ...read, effect };
}
