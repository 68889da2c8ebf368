import type { ProgrammeReport } from '../../report/programme-report.js';
import { formatCount, formatLevel, formatPercent } from '../../report/wording/numbers.js';
import {
  effectWording,
  wordAnother,
  wordFew,
  wordLeftOut,
  wordMean,
  wordRare,
  wordSpread,
} from '../../report/wording/programme-wording.js';
import { NO_EFFECT } from '../charted.js';
import { type Curve, curves } from './chart/curve.js';
import { figure } from './chart/figure.js';
import { type ForestRow, forest } from './chart/forest.js';
import { type Markup, nameOf } from './markup.js';
import { section } from './parts.js';
import { figures, list } from './programme-parts.js';
import { table } from './table.js';

/** In the unit of axes. */
function drawnOf(report: ProgrammeReport) {
  const { drawn, isPercent } = effectWording(report);
  const estimate = (middle: number, { lower, upper }: { lower: number; upper: number }) => ({
    estimate: drawn(middle),
    lower: drawn(lower),
    upper: drawn(upper),
  });
  return { estimate, unit: { factor: isPercent ? 100 : 1, sign: isPercent ? ' %' : '' } };
}

/** What was shipped, summed up one after the other. */
export function cumulative(report: ProgrammeReport): Markup | null {
  const sums = report.cumulative.filter(({ honest }) => honest !== null);
  if (sums.length === 0) return null;
  const { value, interval } = effectWording(report);
  const { estimate, unit } = drawnOf(report);
  const rows = sums.map(
    ({ experiment, honest, naive, count }): ForestRow => ({
      name: `${formatCount(count)} · ${experiment}`,
      figures: `${value(honest!.mean)} ${interval(honest!)}`,
      value: estimate(honest!.mean, honest!),
      beside: estimate(naive.estimate, naive),
      tone: 'good',
    }),
  );
  const told = {
    id: 'cumulative',
    title: 'What was shipped, summed up one after the other',
    description: rows.map(({ name, figures: said }) => `${name}: ${said}`).join('; '),
  };
  return section(
    'What was shipped, one after the other',
    figure(
      `The honest sum, below it in grey the sum of what was measured; ${formatLevel(report.confidence)} intervals`,
      forest(told, rows, { lines: [NO_EFFECT], unit }).map(({ drawing }) => drawing),
      table(
        [{ name: 'with' }, ...figures('shipped', 'honestly', 'interval', 'measured')],
        sums.map(({ experiment, count, honest, naive }) => [
          nameOf(experiment),
          formatCount(count),
          value(honest!.mean),
          interval(honest!),
          value(naive.estimate),
        ]),
      ),
    ),
  );
}

/** Each so many points of the density stand in the table. */
const TOLD = 12;

/** How true effects are spread. */
export function trueEffects(report: ProgrammeReport): Markup {
  const said = list([
    wordMean(report),
    wordSpread(report),
    wordFew(report),
    wordRare(report),
    wordAnother(report),
    ...wordLeftOut(report).map((text) => `left out: ${text}`),
  ]);
  const { pooled, density } = report;
  if (pooled === null || density.length === 0) return section('True effects', said);
  const { drawn, value, interval } = effectWording(report);
  const { unit } = drawnOf(report);
  const points = density.map(({ effect, density: height }) => [drawn(effect), height] as const);
  const curve: Curve = { name: 'true effects', tone: 'good', points };
  const lines = [
    NO_EFFECT,
    { value: drawn(pooled.another.lower), label: '' },
    { value: drawn(pooled.another.upper), label: `another: ${interval(pooled.another)}` },
  ];
  const highest = Math.max(...density.map((one) => one.density));
  const told = {
    id: 'true-effects',
    title: 'How true effects are spread',
    description: `Most dense at ${value(report.prior!.mean)}; another experiment lies in ${interval(pooled.another)}.`,
  };
  return section(
    'True effects',
    said,
    figure(
      'How often which true effect is to be expected of another experiment',
      [curves(told, [curve], { lines, unit, rise: { from: 0, to: highest, levels: [] } })],
      table(
        figures('effect', 'as often as the most frequent'),
        density
          .filter((_, i) => i % TOLD === 0)
          .map((one) => [value(one.effect), formatPercent(one.density / highest, 0)]),
      ),
    ),
  );
}

/** Each effect beside what all of them make of it. */
export function effects(report: ProgrammeReport): Markup {
  const { value, interval } = effectWording(report);
  const { estimate, unit } = drawnOf(report);
  const nameOfEffect = ({ experiment, treatment }: ProgrammeReport['effects'][number]) =>
    treatment === null ? experiment : `${experiment} · ${treatment}`;
  const rows = report.effects.map((effect): ForestRow => {
    const { shrunk, shipped } = effect;
    const measured = estimate(effect.estimate, effect);
    const state = shipped === true ? ', shipped' : '';
    const name = nameOfEffect(effect);
    if (shrunk === null) {
      return { name, figures: `${value(effect.estimate)}${state}`, value: measured, tone: 'open' };
    }
    return {
      name,
      figures: `${value(shrunk.mean)} ${interval(shrunk)}${state}`,
      value: estimate(shrunk.mean, shrunk),
      beside: measured,
      tone: shipped === true ? 'good' : 'other',
    };
  });
  const told = {
    id: 'effects',
    title: 'Each effect, honestly and as it was measured',
    description: rows.map(({ name, figures: said }) => `${name}: ${said}`).join('; '),
  };
  return section(
    'Experiments',
    figure(
      `Each effect as all experiments put it, below it in grey as it was measured; blue was shipped; ${formatLevel(report.confidence)} intervals`,
      forest(told, rows, { lines: [NO_EFFECT], unit }).map(({ drawing }) => drawing),
      table(
        [
          { name: 'experiment' },
          ...figures('measured', 'interval', 'honestly', 'interval', 'above 0'),
          { name: 'done' },
        ],
        report.effects.map((effect) => [
          nameOf(nameOfEffect(effect)),
          value(effect.estimate),
          interval(effect),
          effect.shrunk === null ? '–' : value(effect.shrunk.mean),
          effect.shrunk === null ? '–' : interval(effect.shrunk),
          effect.shrunk === null ? '–' : formatPercent(effect.shrunk.aboveZero, 0),
          effect.shipped === true ? 'shipped' : '–',
        ]),
      ),
    ),
  );
}
