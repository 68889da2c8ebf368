import type { PlanReport } from '../../../report/plan-report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordZ } from '../../../report/wording/futility-wording.js';
import { formatCount, formatPercent, formatShort } from '../../../report/wording/numbers.js';
import {
  wordPlannedFutility,
  wordPlannedLooks,
  wordSigned,
} from '../../../report/wording/plan-looks-wording.js';
import { boundaryChart } from '../chart/boundary.js';
import { figure } from '../chart/figure.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** More points of a band than so many are not told in a table. */
const TOLD = 10;

/** When the test may be looked at, and what decides then. */
export function looksSection(report: PlanReport): Markup {
  const { monitoring } = report.design;
  const futility = wordPlannedFutility(report);
  return section(
    'Looks',
    element('p', {}, capital(wordPlannedLooks(report))),
    futility === null ? null : element('p', {}, capital(futility)),
    monitoring.method === 'fixed' ? null : boundaryFigure(report),
  );
}

function boundaryFigure(report: PlanReport): Markup {
  const { design, boundary, metrics, looks } = report;
  const isContinuous = design.monitoring.method === 'always-valid';
  const { name, margin } = metrics[0]!;
  const first = boundary.find(({ statistic }) => statistic !== null)!;
  const told = {
    id: 'boundary',
    title: `What z of ${name} must exceed by how much of the plan is there`,
    description: [first, boundary.at(-1)!].map(wordPoint).join('; '),
  };
  const futility = (looks ?? []).flatMap(({ informationFraction, futility: bound }) =>
    bound == null ? [] : [{ informationFraction, statistic: bound.statistic }],
  );
  const isTwoSided = design.alternative === 'two-sided' && margin === null;
  return figure(
    [
      'What z of a comparison of ',
      nameOf(name),
      ` must exceed${isContinuous ? '' : ' at each look'}, positive in the direction that is hoped for, by the share of the planned units that are there (%); at the strictest level that a correction may come to`,
    ],
    [boundaryChart(told, { reject: boundary, futility, isTwoSided, isContinuous })],
    boundaryTable(report),
  );
}

function boundaryTable({ design, boundary, looks, metrics }: PlanReport): Markup {
  const { kind } = metrics[0]!;
  const isContinuous = design.monitoring.method === 'always-valid';
  const step = isContinuous ? Math.ceil(boundary.length / TOLD) : 1;
  const bounds = (looks ?? []).map(({ futility }) => futility ?? null);
  const hasFutility = bounds.some((bound) => bound !== null);
  const names = ['of the planned units', 'units in all', 'z beyond', 'about so far from the null'];
  const given = ['given up: z below', 'about an effect short of'];
  return table(
    [...names, ...(hasFutility ? given : [])].map((name) => ({ name, isFigure: true })),
    boundary
      .filter((_, i) => (i + 1) % step === 0)
      .map(({ informationFraction, units, statistic, distance }, i) => [
        formatPercent(informationFraction, 1),
        units === null ? '–' : formatCount(units),
        statistic === null ? '–' : wordZ(statistic),
        distance === null ? '–' : wordDistance(distance, kind),
        ...(hasFutility ? futilityCells(bounds[i] ?? null, kind) : []),
      ]),
  );
}

type Kind = PlanReport['metrics'][number]['kind'];

function futilityCells(
  bound: { statistic: number; effect: number | null } | null,
  kind: Kind,
): string[] {
  if (bound === null) return ['–', '–'];
  return [wordZ(bound.statistic), bound.effect === null ? '–' : wordSigned(bound.effect, kind)];
}

function wordDistance(distance: number, kind: Kind): string {
  return kind === 'proportion' ? `${formatShort(100 * distance)} pp` : formatShort(distance);
}

function wordPoint({ informationFraction, statistic }: PlanReport['boundary'][number]): string {
  const z = statistic === null ? 'nothing is rejected' : `z beyond ${wordZ(statistic)}`;
  return `${z} at ${formatPercent(informationFraction, 0)} of the planned units`;
}
