import type { Check } from '../../experiment/checks/checks.js';
import type { SkewedError } from '../../stats/tests/skew-reach.js';
import type { Vocabulary } from '../../vocabulary.js';
import type { ComparisonReport } from '../comparison-report.js';
import { formatCount, formatLevel, formatP, formatPercent, formatShort } from './numbers.js';

type Skewed = Extract<Check, { code: 'SKEWED_MEAN' }>;

/** What skewness does to a comparison: how often it errs, what p is, and what cures it. */
export function wordSkewed(check: Skewed, say: Vocabulary): string {
  const { metric, treatment, skewness, error, arms, adjustedPValue } = check;
  const split = `${formatCount(arms.control.n)} : ${formatCount(arms.treatment.n)} units`;
  const truth =
    skewness.pValue === null
      ? ''
      : `; ${formatP(Math.log(adjustedPValue!))} is about ${formatShort(skewness.pValue)}`;
  const undecided = skewness.undecided
    ? ' It is too skewed to be decided at this size, so that nothing rests on it.'
    : '';
  return `${metric}, ${treatment}: values are so skewed (${skewnessOf(skewness)}) that at ${split} ${wordError(error)}${truth}.${undecided} What cures it: ${wordCures(check, say)}.`;
}

/** Of each arm where it is known. */
function skewnessOf({ control, treatment }: Pick<Skewed['skewness'], 'control' | 'treatment'>) {
  const known = [control, treatment].filter((skew) => skew !== null);
  return `skewness ${known.map(formatShort).join(' and ')}`;
}

/** To which side a test errs how often, in place of how often it should. */
export function wordError({ side, nominal, actual }: SkewedError): string {
  const size = side === 'above' ? 'large' : 'small';
  return `the difference comes out too ${size} by chance in about ${rough(actual)} rather than ${formatLevel(nominal)}`;
}

function rough(share: number): string {
  return share < 0.01 ? `${formatShort(100 * share)} %` : formatPercent(share, 1);
}

function wordCures({ metric, error, arms, cap }: Skewed, say: Vocabulary): string {
  const units = ({ n }: { n: number }) => formatCount(twoDigits(n * error.times));
  const more = `about ${units(arms.control)} units in ${arms.control.variant} and ${units(arms.treatment)} in ${arms.treatment.variant}`;
  const caps = { none: [], lower: ['a lower cap'], first: [say.cap(`"${metric}=99%"`)] };
  const cures = [...(areEven(arms) ? [] : ['arms of equal size']), more, ...caps[cap]];
  return cures.length === 1 ? more : `${cures.slice(0, -1).join(', ')}, or ${cures.at(-1)}`;
}

/** Whether arms are as far apart as chance splits them: what makes one side err is then no split. */
function areEven({ control: { n }, treatment: { n: m } }: Skewed['arms']): boolean {
  return Math.abs(n - m) <= 3 * Math.sqrt(n + m);
}

/** Rounded up to two digits: the third moment that it comes from is known no better. */
function twoDigits(units: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(units)) - 1);
  return Math.ceil(units / step) * step;
}

/** That a summary does not say how skewed values are, where it would matter. */
export function wordSkewUnknown({
  metric,
  treatment,
  arms,
}: Extract<Check, { code: 'SKEWNESS_UNKNOWN' }>): string {
  const split = `${formatCount(arms.control.n)} : ${formatCount(arms.treatment.n)} units`;
  return `${metric}, ${treatment}: it is not known how skewed values are, and in arms as uneven as ${split} skewed values make a test err on one side. A summary needs ${metric}_third: sum the rows up again.`;
}

/** What skewness does to the average of effects within segments. */
export function wordSkewedAverage({
  metric,
  treatment,
  segmentColumn,
  error,
}: Extract<Check, { code: 'SKEWED_AVERAGE' }>): string {
  return `${metric}, ${treatment}: in the average within ${segmentColumn} ${wordError(error)}, since values are skewed and arms uneven there; larger segments or a cap cure it.`;
}

/** What a denominator does that lies with few units. */
export function wordHeavyDenominators({
  metric,
  treatment,
  variant,
  units,
  effective,
}: Extract<Check, { code: 'HEAVY_DENOMINATORS' }>): string {
  return `${metric}, ${treatment}: so few units have most of the denominator that the ${formatCount(units)} of ${variant} tell no more than ${formatCount(effective)} that have as much each. Where nothing differs, such a test may find a difference nearly twice as often as it should. Cap what a unit may bring, or judge a metric of units in its place.`;
}

/** What skewness does to the p-value of a comparison, in a few words; `null` where it does nothing. */
export function wordSkewedP({ skewness }: Pick<ComparisonReport, 'skewness'>): string | null {
  if (skewness === null) return null;
  if (skewness.undecided) return 'too skewed to be decided at this size: see the warnings';
  if (skewness.pValue === null) return null;
  return `p is about ${formatShort(skewness.pValue)} once skewness is allowed for`;
}
