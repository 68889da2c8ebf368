import type {
  ScenarioReport,
  ShippedReport,
  SimulatedRate,
  SimulationReport,
} from '../../report/simulation-report.js';
import { wordRate } from '../../report/wording/rates.js';
import { wordExaggeration, wordGain, wordPrior } from '../../report/wording/shipped-wording.js';
import {
  scenarioTitle,
  simulationQuestion,
  simulationRule,
  simulationSentences,
  simulationUnits,
  wordDays,
  wordShareOfUnits,
} from '../../report/wording/simulation-wording.js';
import { printable } from '../printable.js';
import { labelled, left, page, right, wrap } from './layout.js';
import type { Style } from './style.js';

/**
 * The answer of `simulate` for a person at a terminal.
 * @example
 * const design = {
 *   ...DEFAULTS, control: 'generic', treatments: ['personalized'],
 *   metrics: [{
 *     name: 'revenue', kind: 'mean', quantile: null, mde: null, lowerIsBetter: false, covariates: [], margin: null,
 *   }],
 *   allocation: null, intensity: null, money: null, bayes: false, prior: 'flat', stratify: null, pooled: false,
 *   allPairs: false, poolBelow: 0, monitoring: null,
 *   tests: { proportion: null, mean: null, ratio: null, quantile: null },
 * } satisfies Design;
 * const simulation = {
 *   design, monitoring: { method: 'fixed' }, plannedUnits: new Map([['generic', 500], ['personalized', 500]]),
 *   looks: 1, source: { from: 'plan', metrics: [{ name: 'revenue', baseline: { mean: 10, sd: 5 } }] },
 *   scenarios: scenariosOf(design), seed: 2026,
 * } satisfies Simulation;
 * const report = buildSimulation(simulation, [simulatorOf(simulation)(0, 0, 500)], {
 *   plan: null, source: { from: 'plan', files: [], units: null }, experiments: 500, notes: [], dailyUnits: null,
 * });
 * renderSimulation(report, { paint: PLAIN, width: 80 }).split('\n')[0];
 * // => 'Question     how often does the rule err, and how long does it take? 500'
 */
export function renderSimulation(report: SimulationReport, style: Style): string {
  const { width } = style;
  const row = (label: string, text: string) => labelled(label, printable(text), { width });
  const head = [
    ...row('Question', simulationQuestion(report)),
    ...row('Rule', simulationRule(report)),
    ...row('Units', simulationUnits(report)),
    ...(report.prior === undefined ? [] : row('Effects', wordPrior(report.prior))),
  ];
  const notes = report.notes.flatMap((note) => row('Note', note));
  const blocks = [head, ...report.scenarios.map((one) => scenarioLines(one, report, style)), notes];
  const answer = answerLines(report, style);
  return page([...blocks, answer]);
}

const COLUMN = { indent: 2, label: 26, rule: 25 };

/** So wide is a line with both rules; on a narrower terminal the second one has a line of its own. */
const BOTH_RULES = COLUMN.indent + COLUMN.label + 2 * COLUMN.rule;

function scenarioLines(
  scenario: ScenarioReport,
  { prior }: SimulationReport,
  { paint, width }: Style,
): string[] {
  const { gate, naive } = scenario;
  const title = wrap(printable(scenarioTitle(scenario)), width - 2);
  const line = (label: string, ...figures: string[]) =>
    ' '.repeat(COLUMN.indent) +
    left(label, COLUMN.label) +
    figures.map((figure) => right(figure, COLUMN.rule)).join('');
  const lines = (label: string, a: string, b: string) =>
    width >= BOTH_RULES
      ? [line(label, a, b).trimEnd()]
      : [line(label, a), ...(b === '' ? [] : [line('', b)])];
  const rates = (label: string, a: SimulatedRate | null, b: SimulatedRate | null) =>
    a === null ? [] : lines(label, wordRate(a), b === null ? '' : wordRate(b));
  const { decisions } = gate;
  return [
    ...title.map((text) => paint.bold(text)),
    ...lines('', 'gate', 'ship at first p < alpha'),
    ...rates('ships, and must not', gate.falseShip, naive.falseShip),
    ...rates('misses it', gate.miss, naive.miss),
    ...shippedLines(scenario, prior).flatMap(([label, a, b]) => lines(label, a, b)),
    ...rates('calls it better or worse', gate.rejections, naive.rejections),
    ...(gate.miss === null ? [] : rates('ships', decisions.ship, null)),
    ...rates('keeps the control', decisions['keep-control'], null),
    ...rates('  given up as futile', gate.futile ?? null, null),
    ...rates('is left undecided', decisions['keep-collecting'], null),
    ...lines(
      'takes, on average',
      wordShareOfUnits(gate.duration),
      wordShareOfUnits(naive.duration),
    ),
    ...(gate.duration.days === null
      ? []
      : lines('', wordDays(gate.duration), wordDays(naive.duration))),
  ];
}

/** What is shipped and what it is worth, where effects are drawn; by the gate, and at the first p < alpha. */
function shippedLines(
  { gate, naive }: ScenarioReport,
  prior: SimulationReport['prior'],
): [label: string, gate: string, naive: string][] {
  const [own, other] = [gate.shipped, naive.shipped];
  if (prior === undefined || own === undefined || other === undefined) return [];
  const better = ({ better: rate }: ShippedReport) => (rate === null ? '–' : wordRate(rate));
  return [
    ['ships', wordRate(own.ships), wordRate(other.ships)],
    ['  of these truly better', better(own), better(other)],
    ['gains, per experiment', wordGain(own.true, prior), wordGain(other.true, prior)],
    ['  measured', wordGain(own.measured, prior), wordGain(other.measured, prior)],
    ['  measured ÷ gained', wordExaggeration(own), wordExaggeration(other)],
  ];
}

function answerLines(report: SimulationReport, style: Style): string[] {
  const text = simulationSentences(report).join(' ');
  const [first = '', ...more] = labelled('ANSWER', text, { width: style.width });
  return [first, ...more].map((line) => style.paint.bold(line));
}
