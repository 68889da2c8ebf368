import type { MarginReport } from '../../../report/margin-report.js';
import type { PowerReport } from '../../../report/power-report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordFutilityRule, wordZ } from '../../../report/wording/futility-wording.js';
import { formatCount, formatPercent } from '../../../report/wording/numbers.js';
import { effectOf, looksOf } from '../../../report/wording/power-wording.js';
import { boundaryChart } from '../chart/boundary.js';
import { figure } from '../chart/figure.js';
import { element, type Markup } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** More points of a band than so many are not told in a table. */
const TOLD = 10;

/** When it may be looked at while it runs, and what decides then; nothing of a test that is looked at once. */
export function looksSection(report: PowerReport | MarginReport): Markup | null {
  const { monitoring } = report;
  if (monitoring.method === 'fixed') return null;
  const futility = wordFutilityRule(monitoring);
  return section(
    'Looks while it runs',
    element('p', {}, capital(looksOf(monitoring))),
    futility === null ? null : element('p', {}, futility),
    boundaryFigure(report),
  );
}

function boundaryFigure(report: PowerReport | MarginReport): Markup {
  const { monitoring, alternative } = report;
  const { boundary, futility, method } = monitoring;
  const isContinuous = method === 'always-valid';
  const first = boundary.find(({ statistic }) => statistic !== null)!;
  const last = boundary.at(-1)!;
  const told = {
    id: 'boundary',
    title: 'What z must exceed by how much of the test is there',
    description: `${point(first)} and ${point(last)}.`,
  };
  const step = isContinuous ? Math.ceil(boundary.length / TOLD) : 1;
  const bounds = {
    reject: boundary,
    futility: futility?.looks ?? [],
    isTwoSided: alternative === 'two-sided',
    isContinuous,
  };
  return figure(
    [
      `What z of a comparison must exceed${isContinuous ? '' : ' at each look'}, positive in the direction that is hoped for, by the share of the units that are there (%)`,
    ],
    [boundaryChart(told, bounds)],
    table(
      [
        ...['of the units', 'units in all', 'z beyond'].map((name) => ({ name, isFigure: true })),
        ...(futility === null
          ? []
          : ['given up: z below', 'or an effect short of'].map((name) => ({
              name,
              isFigure: true,
            }))),
      ],
      boundary
        .filter((_, i) => (i + 1) % step === 0)
        .map(({ informationFraction, units, statistic }, i) => [
          formatPercent(informationFraction, 1),
          formatCount(units),
          statistic === null ? '–' : wordZ(statistic),
          ...(futility === null ? [] : futilityCells(report, i)),
        ]),
    ),
  );
}

function futilityCells(report: PowerReport | MarginReport, i: number): string[] {
  const look = report.monitoring.futility?.looks[i];
  if (look === undefined || look.statistic === null) return ['–', '–'];
  const { absolute, relative } = look.effect;
  return [
    wordZ(look.statistic),
    absolute === null ? '–' : effectOf(report, { absolute, relative }),
  ];
}

function point({
  informationFraction,
  statistic,
}: {
  informationFraction: number;
  statistic: number | null;
}) {
  const z = statistic === null ? 'nothing yet' : `z beyond ${wordZ(statistic)}`;
  return `${z} at ${formatPercent(informationFraction, 0)} of the units`;
}
