import { describe, expect, test } from 'vitest';
import { emptyAggregate } from '../../../src/experiment/aggregates.js';
import { linearized } from '../../../src/experiment/compare/linearized.js';
import type { MetricKind } from '../../../src/experiment/metric-kind.js';
import { exactNonInferiority } from '../../../src/stats/margin/exact-margin.js';
import { meanNonInferiority, proportionNonInferiority } from '../../../src/stats/margin/margin.js';
import { quantileNonInferiority } from '../../../src/stats/margin/quantile-margin.js';
import {
  meanRelativeNonInferiority,
  proportionRelativeNonInferiority,
} from '../../../src/stats/margin/relative-margin.js';
import {
  sequenceNonInferiority,
  sequenceRelativeNonInferiority,
} from '../../../src/stats/sequential/confidence-sequence.js';
import { quantileSequenceSides } from '../../../src/stats/sequential/quantile-sequence.js';
import {
  rateSequenceNonInferiority,
  rateSequenceRelativeNonInferiority,
} from '../../../src/stats/sequential/rate-sequence.js';
import { estimatedDifference } from '../../../src/stats/tests/point-estimate.js';
import { quantileSides } from '../../../src/stats/tests/quantile-test.js';

import { ARMS, COUNTS, forms, KEPT, MEANS, RATES, sampleOf, TIME, told, unitsOf } from './forms.js';

describe.each(['increase', 'decrease'] as const)(
  'at a margin, where what is better is an %s',
  (better) => {
    const at = (samples: typeof MEANS, kind: MetricKind) => {
      const { margin, sequenceMargin } = forms(samples, kind);
      const asked = (size: number, relative: boolean, exact = false) => ({
        ...{ size, relative, better, exact },
      });
      return {
        plain: (...of: Parameters<typeof asked>) => told(margin(asked(...of))),
        sequence: (...of: Parameters<typeof asked>) => told(sequenceMargin(asked(...of), TIME)),
      };
    };

    test('rates', () => {
      const { control: c, treatment: t } = COUNTS;
      const { plain, sequence } = at(RATES, 'proportion');
      expect(plain(0.2, false)).toEqual(told(proportionNonInferiority(c, t, 0.2, better)));
      expect(plain(0.3, true)).toEqual(told(proportionRelativeNonInferiority(c, t, 0.3, better)));
      for (const relative of [true, false]) {
        const exact = exactNonInferiority(c, t, { margin: 0.2, relative, better });
        expect(plain(0.2, relative, true)).toEqual(told(exact));
      }
      const held = rateSequenceNonInferiority(COUNTS, TIME, 0.2, better);
      expect(sequence(0.2, false)).toEqual(told(held));
      const share = rateSequenceRelativeNonInferiority(COUNTS, TIME, 0.3, better);
      expect(sequence(0.3, true)).toEqual(told(share));
    });

    test('means', () => {
      const [c, t] = [MEANS.control.moments, MEANS.treatment.moments];
      const { plain, sequence } = at(MEANS, 'mean');
      expect(plain(2, false)).toEqual(told(meanNonInferiority(c, t, 2, better)));
      expect(plain(0.3, true)).toEqual(told(meanRelativeNonInferiority(c, t, 0.3, better)));
      const arms = estimatedDifference(c, t);
      expect(sequence(2, false)).toEqual(told(sequenceNonInferiority(arms, TIME, 2, better)));
      const share = sequenceRelativeNonInferiority(arms, TIME, 0.3, better);
      expect(sequence(0.3, true)).toEqual(told(share));
    });

    test('ratios', () => {
      const [c, t] = [ARMS.control, ARMS.treatment].map(({ moments }) => linearized(moments)!);
      const arms = estimatedDifference(c!, t!);
      const { sequence } = at(ARMS, 'ratio');
      expect(sequence(0.4, false)).toEqual(told(sequenceNonInferiority(arms, TIME, 0.4, better)));
      const share = sequenceRelativeNonInferiority(arms, TIME, 0.3, better);
      expect(sequence(0.3, true)).toEqual(told(share));
      // Over 1 each they are means.
      const ones = (units: ReturnType<typeof unitsOf>) => sampleOf(units.map(([own]) => [own, 1]));
      const alike = { control: ones(unitsOf(40, 3)), treatment: ones(unitsOf(25, 4)) };
      for (const [size, relative] of [
        [2, false],
        [0.3, true],
      ] as const) {
        const { p, statistic, bound } = at(MEANS, 'mean').plain(size, relative) as Exclude<
          ReturnType<typeof told>,
          string
        >;
        expect(at(alike, 'ratio').plain(size, relative)).toMatchObject({
          p: expect.closeTo(p, 9),
          statistic: expect.closeTo(statistic!, 9),
          bound: expect.closeTo(bound as number, 9),
        });
      }
    });

    test('quantiles', () => {
      const values = (units: ReturnType<typeof unitsOf>) => units.map(([own]) => own);
      const [c, t] = [values(unitsOf(40, 3)), values(unitsOf(25, 4))];
      const { plain, sequence } = at(KEPT, 'quantile');
      const claim = better === 'increase' ? 'greater' : 'less';
      const [once, always] = [
        quantileSides(c, t, 0.4),
        quantileSequenceSides(c, t, 0.4, TIME, claim),
      ];
      if (typeof once === 'string' || typeof always === 'string') throw new Error('no sides');
      for (const [margin, relative] of [
        [2, false],
        [0.3, true],
      ] as const) {
        const asked = { margin, relative, better };
        expect(plain(margin, relative)).toEqual(told(quantileNonInferiority(once, asked)));
        expect(sequence(margin, relative)).toEqual(told(quantileNonInferiority(always, asked)));
      }
      const none = { ...KEPT, control: emptyAggregate(1, true) };
      expect(at(none, 'quantile').plain(2, false)).toBe('TOO_FEW_UNITS');
      expect(at(none, 'quantile').sequence(2, false)).toBe('TOO_FEW_UNITS');
    });
  },
);
