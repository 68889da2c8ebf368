import type { Idea } from '../../../src/experiment/idea.js';

/** An idea that lacks nothing, but for what is said of it. */
export function givenIdea(said: Partial<Idea> = {}): Idea {
  return {
    name: 'hero',
    idea: null,
    owner: null,
    surface: null,
    blocks: [],
    plan: null,
    metric: null,
    lowerIsBetter: false,
    baseline: { rate: 0.05 },
    value: 12,
    prior: { said: { mean: 0, scale: 0.04, df: Number.POSITIVE_INFINITY } },
    reach: 1,
    horizon: { weeks: 52 },
    discount: 0,
    build: 0,
    testCost: 0,
    cost: 0,
    rule: {
      alpha: 0.05,
      alternative: 'two-sided',
      monitoring: { method: 'fixed' },
      treated: 0.5,
      guardrails: [],
    },
    minimumWeeks: 1,
    mostWeeks: null,
    mayShipUntested: true,
    rice: null,
    ...said,
  };
}
