import { type Design, type MetricDesign, plannedWeight, wantedSign } from '../design.js';
import type { Shift } from './population.js';

/** What may be true of the treatments. */
export const SCENARIO_NAMES = ['no-effect', 'mde', 'at-margin', 'believed'] as const;

/** One of SCENARIO_NAMES. */
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/**
 * A state of the world to draw experiments from: no treatment does anything; one has all the effects
 * that the plan wants to detect; or it has them, and one guardrail is worse by exactly its margin; or the
 * effect of each treatment on the primary metric is drawn anew from what is believed, and nothing else changes.
 */
export interface Scenario {
  name: ScenarioName;
  /** The guardrail at its margin; else `null`. */
  guardrail: string | null;
  /** The treatment that differs from the control; `null` where none does. */
  treatment: string | null;
  /** How it differs in each metric; `null`: not at all. */
  shifts: (Shift | null)[];
}

/**
 * The scenarios of a design, the one without any effect first. The treatment with an effect is the one
 * with the smallest share, which is what a sample is sized for; all others are like the control.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * const { design } = decideUnrecorded({ read, aggregates, data, time: new Date() });
 * // That nothing has an effect, that one treatment has the MDE, and that it breaks the guardrail.
 * scenariosOf(design).map(({ name }) => name); // => [ 'no-effect', 'mde', 'at-margin' ]
 */
export function scenariosOf(design: Design): Scenario[] {
  const { metrics } = design;
  const none = metrics.map(() => null);
  const nothing: Scenario = {
    name: 'no-effect',
    guardrail: null,
    treatment: null,
    shifts: none,
  };
  if (metrics[0]!.mde === null) return [nothing];
  const treatment = smallestTreatment(design);
  const wanted = metrics.map((metric) => effectWanted(metric, design));
  const guardrails = metrics.filter(({ margin }) => margin !== null);
  return [
    nothing,
    { name: 'mde', guardrail: null, treatment, shifts: wanted },
    ...guardrails.map((guardrail): Scenario => {
      const shifts = metrics.map((metric, i) =>
        metric === guardrail ? atMargin(metric) : wanted[i]!,
      );
      return { name: 'at-margin', guardrail: guardrail.name, treatment, shifts };
    }),
  ];
}

/**
 * That each treatment has an effect of its own as it is believed before the test.
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
 * // Lifts of about 1 %, give or take 3 %.
 * const simulate = simulatorOf({
 *   design, monitoring: { method: 'fixed' }, plannedUnits: new Map([['generic', 500], ['personalized', 500]]),
 *   looks: 1, source: { from: 'plan', metrics: [{ name: 'revenue', baseline: { mean: 10, sd: 5 } }] },
 *   scenarios: [believedScenario(design)],
 *   belief: { prior: { mean: 0.01, scale: 0.03, df: Infinity }, effect: 'lift', direction: 'increase' },
 *   seed: 2026,
 * });
 * const { worth, decisions } = simulate(0, 0, 2_000);
 * // Of what is shipped most is truly better, and by less than it was measured to be.
 * if (worth === null) throw new Error('nothing was believed');
 * worth.gate.better / decisions.ship > 0.8; // => true
 * worth.gate.true < worth.gate.measured; // => true
 */
export function believedScenario({ metrics }: Pick<Design, 'metrics'>): Scenario {
  return { name: 'believed', guardrail: null, treatment: null, shifts: metrics.map(() => null) };
}

/** The first of the treatments that have the smallest planned share. */
function smallestTreatment(design: Design): string {
  const weight = (variant: string) => plannedWeight(design, variant);
  return design.treatments.reduce((least, one) => (weight(one) < weight(least) ? one : least));
}

function effectWanted(metric: MetricDesign, design: Design): Shift | null {
  const { mde, margin } = metric;
  if (mde === null || margin !== null) return null;
  return { scale: mde.scale, size: wantedSign(design, metric) * mde.size };
}

/** Worse by the margin; a margin on both sides is as far away on either. */
function atMargin({ margin, lowerIsBetter }: MetricDesign): Shift {
  const { scale, size } = margin!.size;
  return { scale, size: lowerIsBetter ? size : -size };
}
