import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile, normalTails } from '../../src/stats/distributions/normal.js';
import { adjustFamily, adjustSerially, type Correction } from '../../src/stats/multiplicity.js';
import { type Random, randomStream } from '../../src/stats/random/random.js';
import { drawNormal } from '../../src/stats/random/random-draws.js';

/* What a correction promises, by simulation. Treatments share a control, so that z's correlate by a half. */

const ALPHA = 0.05;
const RUNS = 4000;
/** What a share of ALPHA may come out as: four standard errors above it. */
const MOST = ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / RUNS);

function drawn(effects: readonly number[], random: Random): number[] {
  const shared = drawNormal(random);
  return effects.map((effect) => effect + Math.SQRT1_2 * (shared + drawNormal(random)));
}

function twoSided(z: number): number {
  return 2 * normalTails(Math.abs(z)).upper;
}

function shareOf(happens: (random: Random) => boolean): number {
  let count = 0;
  for (let run = 0; run < RUNS; run++) if (happens(randomStream(20240607, [run, 0]))) count += 1;
  return count / RUNS;
}

const SETTINGS: [string, number[]][] = [
  ['one effect', [1.5]],
  ['three nulls', [0, 0, 0]],
  ['three effects', [1, 2, 3]],
  ['ten nulls', Array(10).fill(0)],
  ['nine effects that are found and a null', [...Array(9).fill(7), 0]],
  ['ten effects that are found', Array(10).fill(4)],
];

test.each(SETTINGS)('intervals that are said to be simultaneous hold at once: %s', (_, effects) => {
  for (const correction of ['holm', 'hochberg', 'bonferroni'] as const) {
    const missed = shareOf((random) => {
      const z = drawn(effects, random);
      return adjustFamily(z.map(twoSided), ALPHA, correction).some(
        ({ interval: { level, coverage } }, i) =>
          coverage !== 'stepwise' &&
          Math.abs(z[i]! - effects[i]!) > normalQuantile(level / 2, 'upper'),
      );
    });
    expect(missed).toBeLessThanOrEqual(MOST);
  }
});

test('the last of ten effects that are found has an interval as wide as the others', () => {
  const effects = Array<number>(10).fill(4);
  const missed = shareOf((random) => {
    const z = drawn(effects, random);
    const judged = adjustFamily(z.map(twoSided), ALPHA, 'holm');
    const last = z.indexOf(Math.min(...z));
    return Math.abs(z[last]! - 4) > normalQuantile(judged[last]!.interval.level / 2, 'upper');
  });
  expect(missed).toBeLessThanOrEqual(MOST);
});

test('what is cut at 0 has its sign wrong, or no effect, no more often than alpha', () => {
  const effects = [...Array<number>(9).fill(7), 0];
  const wrong = shareOf((random) => {
    const z = drawn(effects, random);
    return adjustFamily(z.map(twoSided), ALPHA, 'holm').some(
      ({ interval: { coverage } }, i) =>
        coverage === 'stepwise' && Math.sign(z[i]!) !== Math.sign(effects[i]!),
    );
  });
  expect(wrong).toBeLessThanOrEqual(MOST);
});

/** Two treatments on the primary metric, then both on two secondary ones: every choice of true nulls. */
const CHOICES = Array.from({ length: 64 }, (_, bits) =>
  Array.from({ length: 6 }, (_, i) => ((bits >> i) & 1 ? 5 : 0)),
);

test.each(['holm', 'hochberg', 'bonferroni'] as const)(
  'no null of either family is rejected more often than alpha, whichever are true: %s',
  (correction) => {
    for (const effects of CHOICES) {
      const erred = shareOf((random) => {
        const p = drawn(effects, random).map(twoSided);
        return serially(p, 2, correction).some((at, i) => effects[i] === 0 && at < ALPHA);
      });
      expect(erred).toBeLessThanOrEqual(MOST);
    }
  },
);

test('a share of alpha at most of what is rejected is true, over both families: bh', () => {
  for (const effects of CHOICES) {
    let falsely = 0;
    for (let run = 0; run < RUNS; run++) {
      const p = drawn(effects, randomStream(1, [run, 0])).map(twoSided);
      const rejected = serially(p, 2, 'bh').map((at) => at < ALPHA);
      const all = rejected.filter(Boolean).length;
      if (all > 0) falsely += rejected.filter((is, i) => is && effects[i] === 0).length / all;
    }
    expect(falsely / RUNS).toBeLessThanOrEqual(MOST);
  }
});

/**
 * The same by the closure principle (Marcus, Peritz & Gabriel 1976): a null is rejected if every set of
 * nulls that it is in is, by Bonferroni over what the set has of the primary family, else over the set.
 */
function byClosure(p: readonly number[], primaries: number): number[] {
  const adjusted = p.map(() => 0);
  for (let bits = 1; bits < 2 ** p.length; bits++) {
    const set = p.map((_, i) => i).filter((i) => (bits >> i) & 1);
    const first = set.filter((i) => i < primaries);
    const tested = first.length > 0 ? first : set;
    const of = Math.min(1, tested.length * Math.min(...tested.map((i) => p[i]!)));
    for (const i of set) adjusted[i] = Math.max(adjusted[i]!, of);
  }
  return adjusted;
}

function serially(p: readonly number[], primaries: number, correction: Correction): number[] {
  const families = { primary: p.slice(0, primaries), secondary: p.slice(primaries) };
  const { primary, secondary } = adjustSerially(families, ALPHA, correction);
  return [...primary, ...secondary].map(({ adjusted }) => adjusted);
}

test('Holm over both families is the closed test', () => {
  const pValues = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(pValues, fc.nat(3), (p, most) => {
      const primaries = Math.min(most, p.length);
      const closed = byClosure(p, primaries);
      serially(p, primaries, 'holm').forEach((adjusted, i) => {
        expect(adjusted).toBeCloseTo(closed[i]!, 14);
      });
    }),
    { seed: 20240607, numRuns: 300 },
  );
});

test('the first family pays nothing for the second, and behind its gate p and level agree', () => {
  const pValues = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { maxLength: 5 });
  const anyCorrection = fc.constantFrom<Correction>('holm', 'hochberg', 'bonferroni', 'bh', 'none');
  fc.assert(
    fc.property(pValues, pValues, anyCorrection, (primary, secondary, correction) => {
      const judged = adjustSerially({ primary, secondary }, ALPHA, correction);
      expect(judged.primary).toEqual(adjustFamily(primary, ALPHA, correction));
      judged.secondary.forEach(({ adjusted, level }, i) => {
        expect(secondary[i]! < level).toBe(adjusted < ALPHA);
      });
    }),
    { seed: 20240607, numRuns: 500 },
  );
});
