import type { Estimate } from '../experiment/estimate.js';
import type { ComparisonReport, HeterogeneityReport } from '../report/comparison-report.js';
import type { Report } from '../report/report.js';
import { wordMargin } from '../report/wording/guardrail-wording.js';
import { formatLevel, formatPercent } from '../report/wording/numbers.js';
import type { Reference } from './page/chart/axis.js';
import { type ChartScale, chartScale } from './page/chart/scale.js';
import { wordUnit } from './page/figures.js';

/** What charts show, whether they are drawn on a page or on a terminal. */

/** The comparisons over all units, those of each metric together. */
export function comparisonsByMetric({ comparisons }: Report): ComparisonReport[][] {
  const whole = comparisons.filter(({ segment }) => segment === null);
  const metrics = [...new Set(whole.map(({ metric }) => metric))];
  return metrics.map((metric) => whole.filter((one) => one.metric === metric));
}

/** What a chart of a metric's effects shows, behind the metric's name. */
export function wordEffects(compared: readonly ComparisonReport[]): string {
  const { role, control } = compared[0]!;
  return ` · ${role} · effect against ${control.variant} in ${wordUnit(compared[0]!)}${levels(compared)}`;
}

/** At which level the intervals are, where it is one. */
function levels(compared: readonly ComparisonReport[]): string {
  const confidences = new Set(compared.flatMap(({ confidence }) => confidence ?? []));
  return confidences.size === 1 ? `, ${formatLevel([...confidences][0]!)} intervals` : '';
}

/** The effect that was worth finding, and the margin that is to be kept. */
export function comparedWith([first]: readonly ComparisonReport[]): Reference[] {
  const { sampleSize, margin, control, effect } = first!;
  const wanted = sampleSize.basis === 'mde' ? sampleSize.effect.absolute : null;
  if (wanted !== null) return [{ value: wanted, label: 'MDE' }];
  if (margin === null) return [];
  const size = margin.absolute ?? margin.relative! * Math.abs(control.mean);
  const label = `margin ${wordMargin(first!)}`;
  // A margin is kept where the interval, which is open on the other side, ends short of it.
  const sides = margin.kind === 'equivalence' ? [-1, 1] : [effect.lower === null ? 1 : -1];
  return sides.map((side) => ({ value: side * size, label }));
}

/** Where a line for no effect is drawn. */
export const NO_EFFECT: Reference = { value: 0, label: 'no effect', isZero: true };

/** What segments average to, where they do. */
export function averageLine(stratified: HeterogeneityReport['stratified']): Reference[] {
  return stratified === null ? [] : [{ value: stratified.estimate, label: 'average' }];
}

/** A scale for estimates with their intervals, zero, and what they are compared with unless it lies far off. */
export function forestScale(
  values: readonly (Estimate | null)[],
  lines: readonly Reference[],
): ChartScale {
  const ends = values.flatMap((value) =>
    value === null ? [] : [value.estimate, value.lower, value.upper],
  );
  const zeros = lines.filter(({ isZero }) => isZero).map(({ value }) => value);
  const seen = [...ends.filter((end) => end !== null), ...zeros];
  const width = Math.max(...seen) - Math.min(...seen);
  // A line far off, as an effect that was hoped for, must not press the intervals together.
  const near = lines.filter(({ value }) => isWithin(value, seen, width)).map(({ value }) => value);
  return chartScale([...seen, ...near]);
}

function isWithin(value: number, seen: readonly number[], width: number): boolean {
  return value > Math.min(...seen) - 2 * width && value < Math.max(...seen) + 2 * width;
}

/** One look on record, and what a comparison came to then. */
export type Look = NonNullable<Report['looks']>[number];
export type Compared = Look['comparisons'][number];

/** More looks than these are drawn as the last of them. */
export const MOST_LOOKS = 20;

/** What a comparison came to at each look on record that has it. */
export function looksAt(
  { metric, treatment }: ComparisonReport,
  looks: readonly Look[],
): { look: Look; one: Compared }[] {
  return looks.flatMap((look) => {
    const one = look.comparisons.find(
      (other) => other.metric === metric && other.treatment === treatment.variant,
    );
    return one === undefined ? [] : [{ look, one }];
  });
}

/** How much of the planned units a look had. */
export function wordShare({ informationFraction }: Compared): string {
  return informationFraction === null ? '–' : formatPercent(informationFraction, 0);
}
