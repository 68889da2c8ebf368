import type {
  ScenarioReport,
  SimulatedRate,
  SimulationReport,
} from '../../../report/simulation-report.js';
import { formatLevel } from '../../../report/wording/numbers.js';
import { wordRate } from '../../../report/wording/rates.js';
import { scenarioTitle } from '../../../report/wording/simulation-wording.js';
import type { Tone } from '../chart/colours.js';
import { figure } from '../chart/figure.js';
import { forest } from '../chart/forest.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';
import { asEstimate } from './promises.js';

/** What the gate decides where this or that is true. */
export function decisionsSection(report: SimulationReport): Markup {
  return section(
    'Decisions',
    ...report.scenarios.map((scenario, i) => decisions(scenario, report, `decisions-${i + 1}`)),
  );
}

function decisions(scenario: ScenarioReport, { confidence }: SimulationReport, id: string): Markup {
  const { gate, naive } = scenario;
  const title = scenarioTitle(scenario);
  const isRight = gate.miss !== null;
  // Where effects are drawn neither is right or wrong by itself.
  const isOpen = gate.miss === null && gate.falseShip === null;
  const kept: Tone = isOpen ? 'open' : isRight ? 'bad' : 'good';
  const drawn: [name: string, rate: SimulatedRate, tone: Tone][] = [
    ['Ships', gate.decisions.ship, isOpen ? 'open' : isRight ? 'good' : 'bad'],
    ['Keeps the control', gate.decisions['keep-control'], kept],
    ...(gate.futile === undefined
      ? []
      : [
          ['of these, given up as futile', gate.futile, kept] satisfies [
            string,
            SimulatedRate,
            Tone,
          ],
        ]),
    ['Is left undecided', gate.decisions['keep-collecting'], 'open'],
  ];
  const rows = drawn.map(([name, rate, tone]) => ({
    name,
    value: asEstimate(rate),
    figures: wordRate(rate),
    tone,
  }));
  const told = {
    id,
    title: `Decisions where this is true: ${title}`,
    description: rows.map(({ name, figures }) => `${name}: ${figures}`).join('; '),
  };
  const cell = (rate: SimulatedRate | null) => (rate === null ? '–' : wordRate(rate));
  return figure(
    [
      element('strong', {}, nameOf(title)),
      ` · in % of experiments, with ${formatLevel(confidence)} intervals`,
    ],
    forest(told, rows, {
      lines: [
        { value: 0, label: 'never', isZero: true },
        { value: 1, label: 'always' },
      ],
      unit: { factor: 100, sign: ' %' },
    }).map(({ drawing }) => drawing),
    table(
      [
        { name: 'what it comes to' },
        { name: 'gate', isFigure: true },
        { name: 'ship at first p < alpha', isFigure: true },
      ],
      [
        ...drawn.map(([name, rate]) => [name, wordRate(rate), '–']),
        ...(isOpen
          ? []
          : gate.falseShip === null
            ? [['Misses it', cell(gate.miss), cell(naive.miss)]]
            : [['Ships, and must not', cell(gate.falseShip), cell(naive.falseShip)]]),
        ['Calls it better or worse', wordRate(gate.rejections), wordRate(naive.rejections)],
      ],
    ),
  );
}
