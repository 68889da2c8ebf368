import { expect, test } from 'vitest';
import type { TargetingReport } from '../../../src/report/comparison-report.js';
import { wordGains } from '../../../src/report/wording/targeting-wording.js';

const cell = { segment: null, units: 400, share: 1, variant: 'generic', gains: [] };

function rule(of: Partial<TargetingReport>): TargetingReport {
  return {
    ...{ metric: 'm', kind: 'proportion', columns: ['s'], isMoney: false, cells: [cell] },
    ...{ units: 400, pooledUnits: 0, unitsLeftOut: 0, splits: 101, confidence: 0.95 },
    overNoOne: { estimate: 0.02, lower: 0.01, upper: 0.03 },
    overEveryone: [{ variant: 'light', estimate: 0.01, lower: -0.01, upper: 0.03 }],
    inSample: 0.03,
    conclusion: { code: 'NOT_BETTER_THAN_EVERYONE', message: '' },
    ...of,
  };
}

const sentences = (of: Partial<TargetingReport>) =>
  wordGains(rule(of), 'generic').map(({ gain, variant, so }) => `${gain} over ${variant}${so}`);

test('the first gain that has ends names their level', () => {
  expect(sentences({})).toEqual([
    '+2.0 pp [+1.0, +3.0] (95 %) per unit over generic',
    '+1.0 pp [−1.0, +3.0] per unit over light',
  ]);
  const none = { estimate: 0, lower: 0, upper: 0 };
  expect(sentences({ overNoOne: none })).toEqual([
    'nothing over generic, which is what most of them are',
    '+1.0 pp [−1.0, +3.0] (95 %) per unit over light',
  ]);
});

test.each([-0.004, 0.004])(
  'a mean of %f with nothing on its other side is that of a few rules',
  (estimate) => {
    const overNoOne = { estimate, lower: Math.min(0, estimate), upper: Math.max(0, estimate) };
    expect(sentences({ overNoOne })[0]).toBe(
      'nothing over generic, which is what most of them are',
    );
  },
);

test('without a segment that has every variant nothing is said', () => {
  expect(sentences({ cells: [] })).toEqual([]);
});
