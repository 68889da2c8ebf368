/*
 * By enumeration of all tables: how often a rate's usual test, the exact one where the score test is rough and
 * the score test elsewhere, errs on the side where it errs more, in times of its one-sided level. Fails past 1.1
 * at 2.5 %. Usage: node bench/exact.mjs [split] (units of the larger arm for one of the smaller)
 */
import { exactTest, isScoreRough, scoreAccuracy, scoreTest } from '../dist/index.js';

const LEVEL = 0.025;
const SMALL = 4000;
const EXPECTED = [
  0.5, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 14, 17, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120,
  130, 150, 180,
];
const SPLITS = process.argv[2] ? [Number(process.argv[2])] : [1, 1.5, 2, 3, 9, 99];

function masses(n, rate) {
  const spread = Math.sqrt(n * rate * (1 - rate));
  const from = Math.max(0, Math.floor(n * rate - 7 * spread));
  const to = Math.min(n, Math.ceil(n * rate + 7 * spread + 10));
  const out = new Map();
  let log = n * Math.log1p(-rate);
  for (let k = 0; k <= to; k += 1) {
    if (k >= from) out.set(k, Math.exp(log));
    log += Math.log((((n - k) / (k + 1)) * rate) / (1 - rate));
  }
  return out;
}

let failed = false;
for (const split of SPLITS) {
  const large = Math.round(SMALL * split);
  const rejects = new Map();
  const one = (x, y, side) => {
    const [control, treatment] = [
      { successes: y, n: large },
      { successes: x, n: SMALL },
    ];
    const rough = isScoreRough(scoreAccuracy(control, treatment, { shift: 0 }));
    return (rough ? exactTest : scoreTest)(control, treatment, side).pValue < LEVEL;
  };
  // With one arm's count the test rejects up to some count of the other, of each of both tests.
  const known = (x, y, side) => {
    const key = `${x} ${y} ${side}`;
    if (!rejects.has(key)) rejects.set(key, one(x, y, side));
    return rejects.get(key);
  };
  for (const expected of EXPECTED) {
    const [small, big] = [masses(SMALL, expected / SMALL), masses(large, expected / SMALL)];
    const sizes = ['greater', 'less'].map((side) => {
      let size = 0;
      for (const [x, p] of small) {
        if (p < 1e-7) continue;
        for (const [y, q] of big) {
          if (p * q < 1e-8) continue;
          const z = x - y / split;
          const spread = Math.sqrt(((x + y) / (1 + split)) * (1 + 1 / split));
          const along = side === 'greater' ? z / spread : -z / spread;
          // Far from the boundary both tests agree: only near it are they asked.
          if (along > 1.6 && (along > 4.5 || known(x, y, side))) size += p * q;
        }
      }
      return size / LEVEL;
    });
    const most = Math.max(...sizes);
    if (most > 1.1) failed = true;
    console.log(
      `1 : ${split}  ${expected} expected  ${sizes.map((s) => s.toFixed(3)).join(' / ')}${most > 1.1 ? '  FAILS' : ''}`,
    );
  }
}
process.exitCode = failed ? 1 : 0;
