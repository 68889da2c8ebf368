import { expect, test } from 'vitest';
import { priorMisfit } from '../../../src/read/ideas/prior-misfit.js';

// qnorm(0.0099) = −2.3301 and qnorm(0.0101) = −2.3226: on either side of one in a hundred.
test.each([
  ['below 0', 0.05, 1],
  ['above 1', 0.9, 0.1 / 0.9],
])('a prior that takes one rate in a hundred %s is of something else', (_, rate, room) => {
  const within = (z: number) =>
    priorMisfit({ mean: 0, scale: room / z, df: Number.POSITIVE_INFINITY }, { rate });
  expect(within(2.3301)).toBeNull();
  expect(within(2.3226)!.what).toContain('with a probability of 1 %');
});
