import { runsOf } from '../counted-values.js';
import { requireDomain } from '../numeric/domain.js';
import { countsOf, type Sample } from '../ordered-values.js';
import { valueBlocks } from '../value-blocks.js';
import { areSingle, unitsOf, type ValueCounts } from '../value-counts.js';

/** Units by their value, in rising order: how many of each arm have it. */
export interface GroupBlock {
  controls: Uint8Array | Uint32Array;
  treated: Uint8Array | Uint32Array;
}

/** All of them, a block after the other, since they may be as many as the units. */
export interface Groups {
  blocks(): Iterable<GroupBlock>;
}

/** One arm's values, in one run or several. */
export interface RankedValues {
  runs: readonly ValueCounts[];
  units: number;
}

/** The values of a sample, counted; throws RangeError when one is NaN. */
export function rankedValues(sample: Sample): RankedValues {
  const runs = 'runs' in sample ? runsOf(sample) : [countsOf(sample)];
  // NaN sorts last.
  const areNumbers = !runs.some(({ values }) => Number.isNaN(values.at(-1)));
  requireDomain(areNumbers, 'values', 'numbers', Number.NaN);
  return { runs, units: runs.reduce((sum, run) => sum + unitsOf(run), 0) };
}

/** Whether all units of both arms, of which there are some, have one value. */
export function areAllAlike(...arms: RankedValues[]): boolean {
  const runs = arms.flatMap((arm) => arm.runs.filter(({ values }) => values.length > 0));
  const first = runs[0]!.values[0];
  return runs.every(({ values }) => values[0] === first && values.at(-1) === first);
}

/** Units of the same value counted together: once, since it takes longer than to go through them. */
export function tiedGroups(control: RankedValues, treatment: RankedValues): Groups {
  let known: GroupBlock[] | null = null;
  return {
    blocks: () => {
      known ??= Array.from(valueBlocks([control.runs, treatment.runs]), ([a, b]) => tied(a!, b!));
      return known;
    },
  };
}

function tied(control: ValueCounts, treatment: ValueCounts): GroupBlock {
  const [values, others] = [control.values, treatment.values];
  const most = values.length + others.length;
  // Where hardly two are alike, a value takes two bytes.
  const Counts = areBytes(control) && areBytes(treatment) ? Uint8Array : Uint32Array;
  const [controls, treated] = [new Counts(most), new Counts(most)];
  let [i, j, at] = [0, 0, 0];
  for (; i < values.length && j < others.length; at += 1) {
    const [x, y] = [values[i]!, others[j]!];
    if (x <= y) controls[at] = control.counts[i++]!;
    if (y <= x) treated[at] = treatment.counts[j++]!;
  }
  for (; i < values.length; at += 1) controls[at] = control.counts[i++]!;
  for (; j < others.length; at += 1) treated[at] = treatment.counts[j++]!;
  return { controls: controls.subarray(0, at), treated: treated.subarray(0, at) };
}

/** Whether counts are numbers of one byte. */
function areBytes({ counts }: ValueCounts): boolean {
  return areSingle({ counts }) || counts.every((count) => count < 256);
}

/** How often units of one arm exceed those of the other, and how surely that is known. */
export interface Placements {
  /** Pairs in which the treated unit's value is the larger, ties counting half. */
  u: number;
  /** U ÷ (n · m). */
  estimate: number;
  /** Of that, by the spread of the placements: the shares of the other arm that lie below a unit. */
  variance: number;
  /** Satterthwaite's degrees of freedom; no number where the variance is 0. */
  df: number;
}

/**
 * The placements of n controls and m treated units, 2 or more each.
 *
 * @see Brunner & Munzel (2000), Biometrical Journal 42, 17–25, eqs. (4.2) and (4.9).
 */
export function placementsOf(groups: Groups, n: number, m: number): Placements {
  const u = pairsWon(groups);
  const estimate = u / (n * m);
  let [controlsBelow, treatedBelow, ofControls, ofTreated] = [0, 0, 0, 0];
  for (const { controls, treated } of groups.blocks()) {
    for (let i = 0; i < controls.length; i += 1) {
      const [a, b] = [controls[i]!, treated[i]!];
      // A unit's own value counts half.
      ofControls += a * ((treatedBelow + b / 2) / m - (1 - estimate)) ** 2;
      ofTreated += b * ((controlsBelow + a / 2) / n - estimate) ** 2;
      controlsBelow += a;
      treatedBelow += b;
    }
  }
  const [a, b] = [ofControls / (n - 1) / n, ofTreated / (m - 1) / m];
  const df = (a + b) ** 2 / (a ** 2 / (n - 1) + b ** 2 / (m - 1));
  return { u, estimate, variance: a + b, df };
}

/** Pairs in which the treated unit's value is the larger, ties counting half, so that nothing is rounded. */
export function pairsWon(groups: Groups): number {
  let [below, won] = [0, 0];
  for (const { controls, treated } of groups.blocks()) {
    for (let i = 0; i < controls.length; i += 1) {
      won += treated[i]! * (below + controls[i]! / 2);
      below += controls[i]!;
    }
  }
  return won;
}
