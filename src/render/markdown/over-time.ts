import type { EffectOverTimeReport, PointReport } from '../../report/over-time-report.js';
import type { Report } from '../../report/report.js';
import { wordEffect } from '../../report/wording/effects.js';
import { formatCount, formatLevel } from '../../report/wording/numbers.js';
import {
  cumulativeLevel,
  wordEffectOverTime,
  wordOverTime,
  wordPeriod,
} from '../../report/wording/over-time-wording.js';
import { markdownText } from './escape.js';
import { COLUMNS, details, table } from './parts.js';

/** How each effect goes over time, to unfold. */
export function overTimeDetails({ overTime, design }: Report): string[] {
  if (overTime === undefined) return [];
  return overTime.effects.map((effect) =>
    details(
      `${effect.metric} over time · ${effect.treatment} against ${design.control}`,
      pointTable(effect),
      ...[...wordEffectOverTime(effect, overTime), ...wordOverTime(effect, overTime)].map(
        ([label, text]) => `**${label}** ${markdownText(text, COLUMNS.sentence)}`,
      ),
    ),
  );
}

function pointTable(effect: EffectOverTimeReport): string {
  const { points, kind, periodConfidence } = effect;
  const figures = [
    'units',
    `effect (${formatLevel(periodConfidence)})`,
    `up to then (${formatLevel(cumulativeLevel(effect))})`,
  ];
  const rows = points.map((point) => [
    wordPeriod(point),
    formatCount(point.units.control + point.units.treatment),
    worded(point.effect, kind),
    worded(point.cumulative.effect, kind),
  ]);
  return table(['from', ...figures], rows, figures);
}

function worded(effect: PointReport['effect'], kind: EffectOverTimeReport['kind']): string {
  if (effect === null) return 'no test';
  const { estimate, interval } = wordEffect({ kind, effect });
  return markdownText(`${estimate} ${interval ?? ''}`.trimEnd(), COLUMNS.name);
}
