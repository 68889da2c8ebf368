import { test } from 'vitest';
import { compareAll } from '../../src/experiment/compare.js';
import { cellsOf, designOf, mean, rate } from './given.js';

/* Bugs of today: what is no more than an odd sample size stops the whole analysis. */

test('a level of 0.9 on a control of 0 is sized, or has no size', () => {
  const cells = cellsOf(['m'], { generic: [rate(0, 1)], personal: [rate(1, 2)] });
  compareAll(cells, designOf(cells, { alpha: 0.9, power: 0.95, alternative: 'greater' }));
});

test('an observed effect of next to nothing has no size', () => {
  const cells = cellsOf(['m'], { generic: [mean(100, 0, 1)], personal: [mean(100, 1e-170, 1)] });
  compareAll(cells, designOf(cells));
});

test('a level of a half on a plain effect is sized, or has no size', () => {
  const cells = cellsOf(['m'], { generic: [mean(2, 2.4, 0.01)], personal: [mean(2, 0, 0.0419)] });
  compareAll(cells, designOf(cells, { alpha: 0.5, power: 0.95, alternative: 'less' }));
});
