import type { RequiredUnits } from '../../experiment/comparison.js';
import { formatCount } from './numbers.js';

/**
 * A size in units by arm and in all. One number stands for both arms only where both have it, and no more than the
 * two, or others like them, are in all.
 *
 * @param whose whose the treatment's units are, where the arms differ.
 */
export function wordUnits({ control, treatment, total }: RequiredUnits, whose: string): string {
  const all = `${formatCount(total)} in all`;
  if (control === treatment && total % control === 0) {
    return `${formatCount(treatment)} units per variant, ${all}`;
  }
  return `${formatCount(control)} units of the control and ${formatCount(treatment)} ${whose}, ${all}`;
}
