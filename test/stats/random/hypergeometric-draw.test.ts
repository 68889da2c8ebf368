import { expect, test } from 'vitest';
import {
  hypergeometricLogMass,
  hypergeometricSupport,
  type Urn,
} from '../../../src/stats/distributions/hypergeometric.js';
import { drawHypergeometric } from '../../../src/stats/random/hypergeometric-draw.js';
import { randomStream } from '../../../src/stats/random/random.js';

const URNS: Urn[] = [
  { marked: 3, unmarked: 9, drawn: 6 },
  { marked: 40, unmarked: 25, drawn: 33 },
  { marked: 1, unmarked: 5000, drawn: 2500 },
  { marked: 900, unmarked: 100, drawn: 10 },
  { marked: 2000, unmarked: 1500, drawn: 1750 },
];

test.each(URNS)(
  '$marked of $marked and $unmarked, $drawn drawn: as often as its masses say',
  (urn) => {
    const random = randomStream(20261127, [urn.marked, urn.drawn]);
    const runs = 20_000;
    const seen = new Map<number, number>();
    for (let i = 0; i < runs; i++) {
      const x = drawHypergeometric(random, urn);
      seen.set(x, (seen.get(x) ?? 0) + 1);
    }
    const [least, most] = hypergeometricSupport(urn);
    let [chi, df, below] = [0, -1, 0];
    let count = 0;
    for (let x = least; x <= most; x++) {
      below += runs * Math.exp(hypergeometricLogMass(x, urn));
      count += seen.get(x) ?? 0;
      if (below < 20 && x < most) continue;
      chi += (count - below) ** 2 / Math.max(below, 1e-9);
      df += 1;
      [below, count] = [0, 0];
    }
    expect([...seen.keys()].every((x) => x >= least && x <= most)).toBe(true);
    // Four standard deviations of a chi-square, and what a last, small group adds.
    expect(chi).toBeLessThan(df + 4 * Math.sqrt(2 * Math.max(1, df)) + 6);
  },
);

test('what leaves no choice is that, and extremes end', () => {
  const random = randomStream(1, [1, 1]);
  expect(drawHypergeometric(random, { marked: 0, unmarked: 7, drawn: 3 })).toBe(0);
  expect(drawHypergeometric(random, { marked: 7, unmarked: 0, drawn: 3 })).toBe(3);
  expect(drawHypergeometric(random, { marked: 4, unmarked: 4, drawn: 8 })).toBe(4);
  const large = { marked: 40_000_000, unmarked: 60_000_000, drawn: 50_000_000 };
  expect(Math.abs(drawHypergeometric(random, large) - 20_000_000)).toBeLessThan(40_000);
});
