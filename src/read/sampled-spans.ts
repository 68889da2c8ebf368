import { statSync } from 'node:fs';
import { runOf, type ValueCounts } from '../stats/value-counts.js';
import { fileState, type ReadState } from './file-state.js';
import type { KeptSpans } from './kept-spans.js';
import type { ReadOptions, Source } from './reading.js';
import { addNumber, type NumberList, noNumbers, numbersIn } from './scan/number-list.js';
import type { TakeSample } from './scan/sample-file.js';
import { SAMPLE } from './scan/sample-sizes.js';
import { takeSample } from './scan/scan-file.js';
import { spansIn } from './spans-in-sample.js';
import { wantedOf } from './wanted-places.js';

/**
 * Where the values lie that are wanted of each metric, as far as a sample tells, which is taken evenly from all files;
 * `null` where one of them gives none, or where different values are so few that all may be kept. Whether the wanted
 * ones lie there the reading itself tells.
 *
 * @throws {UserError} when how to read the files cannot be told.
 */
export async function sampledSpans(
  sources: readonly Source[],
  options: ReadOptions,
): Promise<KeptSpans | null> {
  const sizes = sources.map(({ path }) => statSync(path).size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  // As long as all come in, one list is less than runs that are merged.
  const sampled: Map<string, NumberList>[] = [];
  const take: TakeSample = (metric, cell, { values, counts }) => {
    sampled[metric] ??= new Map();
    const list = sampled[metric].get(cell) ?? noNumbers();
    sampled[metric].set(cell, list);
    for (let i = 0; i < values.length; i += 1) {
      for (let k = 0; k < counts[i]!; k += 1) addNumber(list, values[i]!);
    }
  };
  const sampling = { ...options, limitsOnly: true, unhashed: true };
  let known: ReadState | null = null;
  let share = 0;
  for (const source of sources) {
    const state = fileState(source, sampling, known);
    const taken = await takeSample(state, bytes, take);
    if (taken === null) return null;
    share = taken;
    known = state.known;
  }
  const counted = sampled.map((cells) => {
    return new Map([...cells].map(([cell, list]) => [cell, runOf(numbersIn(list))]));
  });
  const all = counted.flatMap((cells) => [...cells.values()]);
  if (different(all, share) <= SAMPLE.mostKept) return null;
  const { reading } = known!;
  return reading.metrics.map((metric, i) => {
    const wanted = wantedOf(metric, reading, options);
    const own = counted[i];
    return wanted === null || own === undefined ? null : spansIn(own, share, wanted);
  });
}

/**
 * About how many different values there are, of which samples of so large a share of all units have these.
 *
 * @see Chao (1984), Scandinavian Journal of Statistics 11, 265–270: at least so many.
 */
function different(samples: readonly ValueCounts[], share: number): number {
  let [met, once, twice] = [0, 0, 0];
  for (const { counts } of samples) {
    met += counts.length;
    for (let i = 0; i < counts.length; i += 1) {
      if (counts[i] === 1) once += 1;
      if (counts[i] === 2) twice += 1;
    }
  }
  const unmet = once === 0 ? 0 : (once * once) / (2 * twice);
  return Math.min(met / share, met + unmet);
}
