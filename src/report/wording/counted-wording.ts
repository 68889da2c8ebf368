import type { RequiredUnits } from '../../experiment/comparison.js';
import type { CountedSize } from '../../experiment/size/counted-size.js';
import { formatLevel, formatPercent } from './numbers.js';
import { wordUnits } from './sizes.js';

/** As much of it as is told. */
type Told = Pick<CountedSize, 'judge' | 'power'> & { sampleSize: RequiredUnits | null };

/**
 * That so few events are judged by the exact test, and what its power is, in a clause; '' where they are not.
 *
 * @param asked the power that the size is for.
 * @param whose whose the treatment's units are, where the arms differ.
 */
export function wordCounted(counted: Told | null, asked: number, whose: string): string {
  if (counted === null) return '';
  const { judge, power, sampleSize } = counted;
  if (judge === 'sequence')
    return `${FEW} a normal approximation of the power is rough: simulate it`;
  const exact = `${FEW} the exact test will judge them`;
  if (power === null)
    return `${exact}, whose power may be lower, by many points where events are few: simulate it`;
  const has = `${exact}, which has ${formatPercent(power, 1)} power at this size`;
  if (sampleSize === null) return has;
  return `${has}; ${formatLevel(asked)} take about ${wordUnits(sampleSize, whose)}`;
}

const FEW = 'so few events are expected, or in arms so unequal, that';
