import { proportionNonInferioritySize } from '../../../src/stats/power/margin-size.js';
import {
  proportionSampleSize,
  proportionSmallestDetectable,
} from '../../../src/stats/power/power-proportion.js';
import { proportionRelativeNonInferioritySize } from '../../../src/stats/power/relative-margin-size.js';
import { domain, holdsTo } from '../domains.js';

/* Few units of the treatment for each of the control: below these powers, by scipy 1.17, any size has more. */
const lopsided = { control: 0, treatment: 0.5, allocation: 0.01, alpha: 0.05 } as const;
const above = (least: number) => domain([least + 1e-3, 0.9], [least - 1e-3, 0.1]);
holdsTo('proportionSampleSize, lopsided,', 'power', above(0.39108), (power) =>
  proportionSampleSize({ ...lopsided, power, alternative: 'two-sided' }),
);
holdsTo('proportionSmallestDetectable, lopsided,', 'power', above(0.42231), (power) =>
  proportionSmallestDetectable({
    ...{ control: 0, controlUnits: 1e4, treatmentUnits: 100, alpha: 0.05, power },
    ...{ direction: 'increase', alternative: 'two-sided' },
  }),
);
const margin = { ...lopsided, margin: 0.1, better: 'increase' } as const;
holdsTo('proportionNonInferioritySize, lopsided,', 'power', above(0.40472), (power) =>
  proportionNonInferioritySize({ ...margin, power }),
);
const share = { ...margin, control: 0.01 };
holdsTo('proportionRelativeNonInferioritySize, lopsided,', 'power', above(0.35216), (power) =>
  proportionRelativeNonInferioritySize({ ...share, power }),
);
const even = { allocation: 1, alpha: 0.05, power: 0.8, control: 0.3, margin: 0.1 };
holdsTo(
  'proportionRelativeNonInferioritySize',
  'effect',
  domain([0.271, 0.999], [0.269, 0.1]),
  (rate) =>
    proportionRelativeNonInferioritySize({
      ...even,
      treatment: rate,
      better: 'increase',
    }),
);
holdsTo(
  'proportionRelativeNonInferioritySize, less the better,',
  'effect',
  domain([0.329, 0.1], [0.331, 0.9]),
  (rate) => proportionRelativeNonInferioritySize({ ...even, treatment: rate, better: 'decrease' }),
);
holdsTo('proportionNonInferioritySize', 'effect', domain([0.201, 0.9], [0.199, 0.1]), (treatment) =>
  proportionNonInferioritySize({ ...even, treatment, better: 'increase' }),
);
