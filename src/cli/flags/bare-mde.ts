import { UserError } from '../../errors.js';
import type { BareSize } from '../../experiment/effect-misfit.js';

/** The error of an MDE without a unit, with the whole command for the last of its meanings: percent of the control. */
export function bareMde(size: number, { what, meanings }: BareSize): UserError {
  const [percent = '', ...points] = meanings.toReversed();
  return new UserError(`--mde ${size}: ${what}`, {
    hint: (say) =>
      `points of the rate? --mde ${points.reverse().join(', or ')}; percent of the control? ${say.again([`--mde ${percent}`], ['mde'])}`,
  });
}
