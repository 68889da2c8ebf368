import type {
  ScenarioReport,
  SimulatedDuration,
  SimulationReport,
} from '../../../report/simulation-report.js';
import { formatCount, formatPercent } from '../../../report/wording/numbers.js';
import {
  scenarioTitle,
  wordDays,
  wordShareOfUnits,
} from '../../../report/wording/simulation-wording.js';
import { unitOfUnits } from '../chart/axis.js';
import { type Curve, curves } from '../chart/curve.js';
import { figure } from '../chart/figure.js';
import { SHARES } from '../chart/rise.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** More looks than these are not told in a table. */
const TOLD = 12;

/** How soon experiments end, by look. */
export function durationSection(report: SimulationReport): Markup {
  return section(
    'How long it takes',
    ...report.scenarios.map((scenario, i) => duration(scenario, report, `duration-${i + 1}`)),
  );
}

function duration(scenario: ScenarioReport, { design }: SimulationReport, id: string): Markup {
  const { gate, naive } = scenario;
  const { lookUnits } = design;
  const title = scenarioTitle(scenario);
  const [own, others] = [endedBy(gate.duration), endedBy(naive.duration)];
  const average = `On average it takes ${wordLength(gate.duration)}; shipping at the first p < alpha, ${wordLength(naive.duration)}.`;
  const drawn: Curve[] = [
    { name: 'gate', tone: 'good', points: pointsOf(own, lookUnits) },
    {
      name: 'ship at first p < alpha',
      tone: 'bad',
      dashed: true,
      points: pointsOf(others, lookUnits),
    },
  ];
  const unit = unitOfUnits(lookUnits.at(-1)!);
  const step = Math.ceil(lookUnits.length / TOLD);
  return figure(
    [
      element('strong', {}, nameOf(title)),
      ` · share of experiments that have ended by so many ${unit.name} in all. ${average}`,
    ],
    [
      curves(
        { id, title: `How soon it ends where this is true: ${title}`, description: average },
        drawn,
        {
          lines: [],
          unit,
          rise: SHARES,
          isNamedAbove: true,
          start: 0,
        },
      ),
    ],
    table(
      ['units in all', 'gate', 'ship at first p < alpha'].map((name) => ({ name, isFigure: true })),
      lookUnits
        .map((units, i) => [
          formatCount(units),
          formatPercent(own[i]!, 1),
          formatPercent(others[i]!, 1),
        ])
        .filter((_, i) => (lookUnits.length - 1 - i) % step === 0),
    ),
  );
}

/** The share of experiments that have ended by each look. */
function endedBy({ endedAt }: SimulatedDuration): number[] {
  let ended = 0;
  const sums = endedAt.map((count) => {
    ended += count;
    return ended;
  });
  return sums.map((sum) => sum / ended);
}

function pointsOf(ended: readonly number[], units: readonly number[]): [number, number][] {
  return [[0, 0], ...ended.map((share, i): [number, number] => [units[i]!, share])];
}

function wordLength(duration: SimulatedDuration): string {
  const share = wordShareOfUnits(duration);
  return duration.days === null ? share : `${share}, ${wordDays(duration)}`;
}
