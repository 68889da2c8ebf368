import { sum } from 'simple-statistics';
import type {
  ScenarioReport,
  SimulatedDuration,
  SimulatedRate,
  SimulationReport,
} from '../../report/simulation-report.js';
import {
  formatCount,
  formatCounted,
  formatFixed,
  formatLevel,
} from '../../report/wording/numbers.js';
import { spendingName } from '../../report/wording/spending-wording.js';
import { printable } from '../printable.js';
import { labelled, left, page, right, wrap } from './layout.js';
import type { Style } from './style.js';

/** The answer of `simulate` for a person at a terminal. */
export function renderSimulation(report: SimulationReport, style: Style): string {
  const { width } = style;
  const row = (label: string, text: string) => labelled(label, printable(text), { width });
  const head = [
    ...row('Question', questionOf(report)),
    ...row('Rule', ruleOf(report)),
    ...row('Units', unitsOf(report)),
  ];
  const notes = report.notes.flatMap((note) => row('Note', note));
  const blocks = [head, ...report.scenarios.map((one) => scenarioLines(one, style)), notes];
  const answer = answerLines(report, style);
  return page([...blocks, answer]);
}

function questionOf({ plan, experiments, seed, confidence }: SimulationReport): string {
  const rule = plan === null ? 'the rule' : `the rule of ${plan}`;
  return `how often does ${rule} err, and how long does it take? ${formatCount(experiments)} experiments of each kind, seed ${seed}; in brackets, ${formatLevel(confidence)} intervals.`;
}

function ruleOf({ design }: SimulationReport): string {
  const { monitoring, futility, alpha, alternative, looks, plannedUnits, control } = design;
  const sides = alternative === 'two-sided' ? alternative : `one-sided (${alternative})`;
  const sizes = Object.values(plannedUnits);
  const total = sum(sizes);
  const equal = sizes.every((units) => units === plannedUnits[control]);
  const size = equal
    ? `${formatCount(sizes[0]!)} units per variant`
    : `${formatCount(total)} units over all variants`;
  const given =
    futility === undefined
      ? ''
      : `, given up below bounds of futility (${spendingName(futility.spending)} spending of beta)`;
  return `${monitoring}${given}, ${sides} at alpha ${alpha}; ${formatCounted(looks, 'look')}, evenly spaced up to ${size}.`;
}

function unitsOf({ source }: SimulationReport): string {
  if (source.from === 'plan') return 'drawn as the plan expects the control, and its effects.';
  const files = source.files.join(', ');
  return `drawn with replacement from ${formatCount(source.units!)} units of the control in ${files}.`;
}

const COLUMN = { indent: 2, label: 26, rule: 25 };

/** So wide is a line with both rules; on a narrower terminal the second one has a line of its own. */
const BOTH_RULES = COLUMN.indent + COLUMN.label + 2 * COLUMN.rule;

function scenarioLines(scenario: ScenarioReport, { paint, width }: Style): string[] {
  const { gate, naive } = scenario;
  const title = wrap(printable(titleOf(scenario)), width - 2);
  const line = (label: string, ...figures: string[]) =>
    ' '.repeat(COLUMN.indent) +
    left(label, COLUMN.label) +
    figures.map((figure) => right(figure, COLUMN.rule)).join('');
  const lines = (label: string, a: string, b: string) =>
    width >= BOTH_RULES
      ? [line(label, a, b).trimEnd()]
      : [line(label, a), ...(b === '' ? [] : [line('', b)])];
  const rates = (label: string, a: SimulatedRate | null, b: SimulatedRate | null) =>
    a === null ? [] : lines(label, rateText(a), b === null ? '' : rateText(b));
  const { decisions } = gate;
  return [
    ...title.map((text) => paint.bold(text)),
    ...lines('', 'gate', 'ship at first p < alpha'),
    ...rates('ships, and must not', gate.falseShip, naive.falseShip),
    ...rates('misses it', gate.miss, naive.miss),
    ...rates('calls it better or worse', gate.rejections, naive.rejections),
    ...(gate.falseShip === null ? rates('ships', decisions.ship, null) : []),
    ...rates('keeps the control', decisions['keep-control'], null),
    ...rates('  given up as futile', gate.futile ?? null, null),
    ...rates('is left undecided', decisions['keep-collecting'], null),
    ...lines('takes, on average', durationText(gate.duration), durationText(naive.duration)),
    ...(gate.duration.days === null
      ? []
      : lines('', daysText(gate.duration), daysText(naive.duration))),
  ];
}

function titleOf({ name, guardrail, treatment }: ScenarioReport): string {
  switch (name) {
    case 'no-effect':
      return 'No treatment does anything';
    case 'mde':
      return `${treatment} has the effect that the plan wants to detect`;
    case 'at-margin':
      return `${treatment} has it too, but is worse in ${guardrail} by the whole margin`;
  }
}

/** "4.9 % [4.5, 5.4]". */
function rateText({ rate, lower, upper }: SimulatedRate): string {
  return `${percent(rate)} % [${percent(lower)}, ${percent(upper)}]`;
}

/** Two decimals within one percent of never and always, where errors lie. */
function percent(share: number): string {
  const edge = Math.min(share, 1 - share);
  if (edge === 0) return `${100 * share}`;
  return formatFixed(100 * share, edge < 0.01 ? 2 : 1);
}

function durationText({ share }: SimulatedDuration): string {
  return `${formatFixed(100 * share, 0)} % of the units`;
}

function daysText({ days }: SimulatedDuration): string {
  return `${formatFixed(days!, 1)} days`;
}

function answerLines(report: SimulationReport, style: Style): string[] {
  const text = [...errorsOf(report), foundOf(report), keyOf(report)]
    .filter((sentence) => sentence !== '')
    .join(' ');
  const [first = '', ...more] = labelled('ANSWER', text, { width: style.width });
  return [first, ...more].map((line) => style.paint.bold(line));
}

/** What is shipped and must not be: of nothing, and of the guardrail that fares worst at its margin. */
function errorsOf({ scenarios }: SimulationReport): string[] {
  const { gate, naive } = scenarios[0]!;
  const nothing = `The gate ships a treatment that does nothing in ${rateText(gate.falseShip!)} of experiments; shipping at the first p < alpha would do so in ${rateText(naive.falseShip!)}.`;
  const guarded = scenarios
    .filter(({ name }) => name === 'at-margin')
    .map((scenario) => scenario.gate.falseShip!)
    .sort((a, b) => b.rate - a.rate)[0];
  if (guarded === undefined) return [nothing];
  return [nothing, `It lets a guardrail at its margin through in ${rateText(guarded)}.`];
}

function foundOf({ scenarios }: SimulationReport): string {
  const working = scenarios.find(({ name }) => name === 'mde');
  if (working === undefined) return '';
  const { miss, duration } = working.gate;
  return `It ships the effect in ${percent(1 - miss!.rate)} % of experiments, after ${formatFixed(100 * duration.share, 0)} % of the planned units.`;
}

function keyOf({ design, confidence }: SimulationReport): string {
  return `Brackets are ${formatLevel(confidence)} intervals; alpha is ${formatLevel(design.alpha)}${sidesOf(design)}.`;
}

function sidesOf({ alternative }: SimulationReport['design']): string {
  return alternative === 'two-sided' ? ', half of it on the side that ships' : '';
}
