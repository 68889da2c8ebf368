import { sum } from 'simple-statistics';
import type {
  ScenarioReport,
  SimulatedDuration,
  SimulatedRate,
  SimulationReport,
} from '../simulation-report.js';
import { formatCount, formatCounted, formatFixed, formatLevel } from './numbers.js';
import { percent, wordRate } from './rates.js';
import { shippedSentences } from './shipped-wording.js';
import { spendingName } from './spending-wording.js';

/** What is asked. */
export function simulationQuestion({
  plan,
  experiments,
  seed,
  confidence,
}: SimulationReport): string {
  const rule = plan === null ? 'the rule' : `the rule of ${plan}`;
  return `how often does ${rule} err, and how long does it take? ${formatCount(experiments)} experiments of each kind, seed ${seed}; in brackets, ${formatLevel(confidence)} intervals.`;
}

/** The rule that is played out. */
export function simulationRule({ design }: SimulationReport): string {
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

/** What units are drawn from. */
export function simulationUnits({ source }: SimulationReport): string {
  if (source.from === 'plan') return 'drawn as the plan expects the control, and its effects.';
  const files = source.files.join(', ');
  return `drawn with replacement from ${formatCount(source.units!)} units of the control in ${files}.`;
}

/** What is true in a scenario. */
export function scenarioTitle({ name, guardrail, treatment }: ScenarioReport): string {
  switch (name) {
    case 'no-effect':
      return 'No treatment does anything';
    case 'mde':
      return `${treatment} has the effect that the plan wants to detect`;
    case 'at-margin':
      return `${treatment} has it too, but is worse in ${guardrail} by the whole margin`;
    case 'believed':
      return 'Each treatment has an effect of its own, drawn from what earlier tests tell';
  }
}

/** How much of the planned units it takes on average. */
export function wordShareOfUnits({ share }: SimulatedDuration): string {
  return `${formatFixed(100 * share, 0)} % of the units`;
}

/** How many days it takes on average, where that is known. */
export function wordDays({ days }: SimulatedDuration): string {
  return `${formatFixed(days!, 1)} days`;
}

/** What came of it, in sentences: how often the rule errs, and how soon it finds what is there. */
export function simulationSentences(report: SimulationReport): string[] {
  return [...errorsOf(report), foundOf(report), ...shippedSentences(report), keyOf(report)].filter(
    (sentence) => sentence !== '',
  );
}

/** The same in a line. */
export function simulationTitle({ scenarios }: SimulationReport): string {
  const wrong = `A treatment without an effect is shipped in ${percent(scenarios[0]!.gate.falseShip!.rate)} %`;
  const working = scenarios.find(({ name }) => name === 'mde');
  if (working === undefined) return `${wrong} of experiments`;
  return `${wrong}, one with it in ${percent(1 - working.gate.miss!.rate)} %`;
}

/** What is shipped and must not be: of nothing, and of the guardrail that fares worst at its margin. */
function errorsOf({ scenarios }: SimulationReport): string[] {
  const { gate, naive } = scenarios[0]!;
  const nothing = `The gate ships a treatment that does nothing in ${wordRate(gate.falseShip!)} of experiments; shipping at the first p < alpha would do so in ${wordRate(naive.falseShip!)}.`;
  const guarded = scenarios
    .filter(({ name }) => name === 'at-margin')
    .map((scenario) => scenario.gate.falseShip!)
    .sort((a, b) => b.rate - a.rate)[0];
  if (guarded === undefined) return [nothing];
  return [nothing, `It lets a guardrail at its margin through in ${wordRate(guarded)}.`];
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

/** The same in a few words. */
export function scenarioName({ name, guardrail, treatment }: ScenarioReport): string {
  switch (name) {
    case 'no-effect':
      return 'Nothing works';
    case 'mde':
      return `${treatment} works`;
    case 'at-margin':
      return `${guardrail} is at its margin`;
    case 'believed':
      return 'Effects are as earlier tests tell';
  }
}

/** What is promised of a rate, with a word where what was seen does not agree. */
export function wordPromise(
  { lower, upper }: SimulatedRate,
  { most = null, least = null }: RatePromise,
): { text: string; isKept: boolean } | null {
  if (most !== null) return worded(`max. ${percent(most)} % promised`, lower <= most);
  return least === null ? null : worded(`min. ${percent(least)} % promised`, upper >= least);
}

/** The most, or the least, that a rate may be. */
export interface RatePromise {
  most?: number | null;
  least?: number | null;
}

function worded(text: string, isKept: boolean): { text: string; isKept: boolean } {
  return { text: isKept ? text : `BROKEN: ${text}`, isKept };
}
