import { noSuchMetric, UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';
import type { MarginDesign } from '../../experiment/design.js';
import { bareMisfit } from '../../experiment/effect-misfit.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import type { MetricReading } from '../../read/reading.js';
import { isBadWhenRising } from '../../read/values/direction-words.js';
import { shellWord } from '../../vocabulary.js';
import { bareMde } from '../flags/bare-mde.js';
import type { AnalyzeFlags } from './analyze-flags.js';

/**
 * Checks what the flags say of which way is better.
 *
 * @throws {UserError} when they name no metric of this run, or say both.
 */
export function checkDirections(flags: AnalyzeFlags, names: readonly string[]): void {
  const { lowerIsBetter, higherIsBetter } = flags;
  for (const [flag, said] of [
    ['--lower-is-better', lowerIsBetter],
    ['--higher-is-better', higherIsBetter],
  ] as const) {
    const wrong = said.find((name) => !names.includes(name));
    if (wrong !== undefined) throw noSuchMetric(`${flag} ${wrong}`, wrong, names);
  }
  const both = lowerIsBetter.find((name) => higherIsBetter.includes(name));
  if (both !== undefined) {
    throw new UserError(`--lower-is-better ${both} and --higher-is-better ${both}: which?`, {
      hint: 'leave out one of them',
    });
  }
}

/**
 * Checks that nothing is left open of which way is better.
 *
 * @throws {UserError} when a metric's name says that it is bad when it rises, and the flags say nothing.
 */
export function checkNoneOpen(flags: AnalyzeFlags, names: readonly string[]): void {
  const { lowerIsBetter, higherIsBetter, alternative, equivalent } = flags;
  if (alternative !== 'two-sided') return;
  const settled = [...lowerIsBetter, ...higherIsBetter, ...equivalent.map(({ metric }) => metric)];
  const open = names.find((name) => isBadWhenRising(name) && !settled.includes(name));
  if (open === undefined) return;
  throw new UserError(`${open}: is more of it better, or worse?`, {
    hint: (say) =>
      `better? --higher-is-better ${shellWord(open)}; worse? ${say.again([`--lower-is-better ${shellWord(open)}`])}`,
  });
}

/**
 * Checks that sizes of effects on rates have a unit.
 *
 * @throws {UserError} when one is a number alone, which may mean points or percent.
 */
export function checkUnits(
  mdes: AnalyzeFlags['mde'],
  margins: ReadonlyMap<string, MarginDesign>,
  metrics: readonly MetricReading[],
  aggregates: Aggregates,
): void {
  metrics.forEach(({ name, kind }, i) => {
    const known = kind ?? kindOf(aggregates, i);
    const own = mdes.filter(({ metric }) => metric === name || (metric === '' && i === 0));
    const margin = margins.get(name);
    const sizes = [
      ...own.map(({ metric, size }) => ({
        flag: metric === '' ? '--mde ' : `--mde ${name}=`,
        size,
      })),
      ...(margin === undefined ? [] : [{ flag: `${flagOf(margin)} ${name}=`, size: margin.size }]),
    ];
    for (const { flag, size } of sizes) {
      const misfit = bareMisfit(size, known);
      if (misfit === null) continue;
      if (flag === '--mde ' && mdes.length === 1) throw bareMde(size.size, misfit);
      throw new UserError(`${flag}${size.size}: ${misfit.what}`, { hint: misfit.hint });
    }
  });
}

function flagOf({ kind }: MarginDesign): string {
  return kind === 'equivalence' ? '--equivalent' : '--non-inferior';
}

/** What a metric turned out to be whose kind nobody said. */
function kindOf({ variants }: Aggregates, metric: number): MetricKind {
  const samples = [...variants.values()].map(({ samples: all }) => all[metric]!);
  return samples.every(({ successes }) => successes !== null) ? 'proportion' : 'mean';
}
