import type { TrapezoidNode } from '../numeric/trapezoid.js';
import { alongAxes, type EffectsPosterior } from './effects-posterior.js';
import type { Direction, KnownEffects } from './known-effects.js';
import { mixtureMoments, type NormalPart } from './normal-mixture.js';
import type { PlaneNode } from './plane-nodes.js';
import { groupParts } from './student-draws.js';

/** A part of a mixture below this share of it changes no figure that is shown. */
export const NEGLIGIBLE = 1e-10;

/**
 * Weighted sums of true effects that are spread as a t, over points of mean and spread: of a single group exactly, of
 * several as normal at each point.
 */
export function sumsOver(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  nodes: readonly PlaneNode[],
): EffectsPosterior['sumOf'] {
  const momentsOf = momentsByNode(effects, draws, nodes);
  return (weights) => {
    const touched = touchedBy(effects, alongAxes(effects, weights));
    const [first, ...others] = touched;
    if (first === undefined) return [{ weight: 1, mean: 0, variance: 0 }];
    return others.length === 0
      ? singleOf(effects, draws, nodes, first)
      : sumOfMoments(nodes, touched.map(momentsOf));
  };
}

/** A group with what is summed of it. */
type Touched = KnownEffects['groups'][number] & { along: Direction };

function touchedBy({ groups }: KnownEffects, along: Direction): Touched[] {
  return groups
    .map((group) => ({
      ...group,
      along: along.filter(({ axis }) => axis >= group.from && axis < group.to),
    }))
    .filter((group) => group.along.length > 0);
}

/** What is summed of a single group: by node and draw a part. */
function singleOf(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  nodes: readonly PlaneNode[],
  group: Touched,
): NormalPart[] {
  return nodes.flatMap(({ x, y, weight }) =>
    groupParts(effects, draws, group, x, y)
      .map((part) => ({ ...part, weight: part.weight * weight }))
      .filter((part) => part.weight > NEGLIGIBLE),
  );
}

type Moments = ReturnType<typeof mixtureMoments>;

/** By node, mean and variance of what is summed of a group; kept, since sums of many are asked for again and again. */
function momentsByNode(
  effects: KnownEffects,
  draws: readonly TrapezoidNode[],
  nodes: readonly PlaneNode[],
) {
  const known = new Map<string, Moments[]>();
  return (group: Touched): Moments[] => {
    const key = group.along.map(({ axis, weight }) => `${axis} ${weight}`).join();
    const found =
      known.get(key) ??
      nodes.map(({ x, y }) => mixtureMoments(groupParts(effects, draws, group, x, y)));
    known.set(key, found);
    return found;
  };
}

/** A sum over several groups: by node, normal with the moments of all of them. */
function sumOfMoments(
  nodes: readonly PlaneNode[],
  groups: readonly (readonly Moments[])[],
): NormalPart[] {
  return nodes.map(({ weight }, i) => {
    const add = (key: keyof Moments) => groups.reduce((sum, own) => sum + own[i]![key], 0);
    return { weight, mean: add('mean'), variance: add('variance') };
  });
}
