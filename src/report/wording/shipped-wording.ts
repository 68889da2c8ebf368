import type { ShippedReport, SimulationReport } from '../simulation-report.js';
import { decimalsFor, formatCounted, formatFixed, formatPercent, formatSigned } from './numbers.js';
import { wordRate } from './rates.js';

type Figure = ShippedReport['true'];
type Prior = NonNullable<SimulationReport['prior']>;

/** What effects are drawn from. */
export function wordPrior({ path, experiments, metric, better }: Prior): string {
  const from = experiments === null ? '' : `, of ${formatCounted(experiments, 'experiment')}`;
  const about = metric === null ? '' : ` on ${metric}`;
  return `by ${path}${from}${about}; ${formatPercent(better, 1)} of such effects are for the better.`;
}

/** A mean effect with its interval: of a prior of shares a share of the control's expected level. */
export function wordGain({ estimate, lower, upper }: Figure, { level }: Prior): string {
  const [factor, sign] = level === null ? [1, ''] : [100 / level, ' %'];
  const decimals = Math.max(0, decimalsFor((factor * (upper - lower)) / 2 || 1, 1));
  const value = (x: number) => formatSigned(factor * x, decimals);
  return `${value(estimate)}${sign} [${value(lower)}, ${value(upper)}]`;
}

/** How many times what is shipped is worth its tests measured; a dash where that cannot be told. */
export function wordExaggeration({ exaggeration }: ShippedReport): string {
  if (exaggeration === null) return '–';
  const { estimate, lower, upper } = exaggeration;
  const decimals = Math.max(1, decimalsFor((upper - lower) / 2 || 1, 1));
  const times = (x: number) => formatFixed(x, decimals);
  return `${times(estimate)} times [${times(lower)}, ${times(upper)}]`;
}

/** What comes of the rule where effects are as earlier tests tell; nothing where none are drawn. */
export function shippedSentences({ prior, scenarios }: SimulationReport): string[] {
  const shipped = scenarios.find(({ name }) => name === 'believed')?.gate.shipped;
  if (prior === undefined || shipped === undefined) return [];
  const { ships, better, exaggeration } = shipped;
  const what = `Over effects by ${prior.path} the gate ships in ${formatPercent(ships.rate, 1)} of experiments`;
  if (better === null) return [`${what}.`];
  const { rate, lower, upper } = better;
  const risk = wordRate({ rate: 1 - rate, lower: 1 - upper, upper: 1 - lower });
  const worth = `each experiment gains ${wordGain(shipped.true, prior)} in truth`;
  const curse =
    exaggeration === null
      ? 'what is shipped cannot be told from nothing'
      : `what is shipped measures ${wordExaggeration(shipped)} what it is worth`;
  return [
    `${what}; of what it ships ${risk} is no better than the control, ${worth}, and ${curse}.`,
  ];
}
