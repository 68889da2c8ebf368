import { closestTo } from '../../errors.js';
import type { Idea } from '../../experiment/idea.js';
import type { Fault } from '../document/fault.js';
import { monitoringFaults } from '../plan/rules.js';
import { writtenEffectSize } from '../values/written-numbers.js';
import type { WrittenIdea } from './idea-schema.js';
import { priorMisfit } from './prior-misfit.js';

/** An idea as written with what holds of all, and where its parts stand. */
export interface PlacedIdea {
  written: WrittenIdea;
  /** Where a key of it stands: its own, or that of all ideas. */
  pathOf: (key: keyof WrittenIdea) => (string | number)[];
}

/** What an idea must say and does not, or says in two ways. */
export function missingFaults({ written, pathOf }: PlacedIdea, hasPlan: boolean): Fault[] {
  const { name, horizonWeeks, horizonUnits } = written;
  const needed = hasPlan ? (['prior'] as const) : (['baseline', 'value', 'prior'] as const);
  const absent = needed.filter((key) => written[key] === undefined);
  const faults = absent.map(
    (key): Fault => ({
      path: pathOf(key),
      message: `${String(name)} has no ${key}`,
      hint: `${NEEDED[key]}; what all ideas share may stand in defaults`,
    }),
  );
  if (horizonWeeks === undefined && horizonUnits === undefined) {
    faults.push({
      path: pathOf('horizonWeeks'),
      message: `${String(name)} does not say for how long the decision is made`,
      hint: 'horizonWeeks: 52 for a year; what all ideas share may stand in defaults',
    });
  }
  if (horizonWeeks !== undefined && horizonUnits !== undefined) {
    faults.push({
      path: pathOf('horizonUnits'),
      atKey: true,
      message: `${String(name)} has a horizon in weeks and one in units`,
      hint: 'leave one of the two',
    });
  }
  return faults;
}

const NEEDED = {
  baseline: 'what the control is expected to do, baseline: 5% or { mean: 25, sd: 40 }',
  value: 'what a success is worth in money, value: 12; 1 counts in successes',
  prior: 'what is known of its effect, prior: { mean: 0.5%, sd: 2% }',
};

/** What the parts of an idea, each right by itself, get wrong together. */
export function ideaFaults(placed: PlacedIdea, idea: Idea): Fault[] {
  return [
    ...ruleFaults(placed, idea),
    ...levelFaults(placed, idea),
    ...guardrailFaults(placed),
    ...weekFaults(placed, idea),
  ];
}

function ruleFaults(
  { written, pathOf }: PlacedIdea,
  { rule, lowerIsBetter, name, cost }: Idea,
): Fault[] {
  if (written.plan !== undefined) return [];
  const faults = monitoringFaults(written).map(
    (fault): Fault => ({
      ...fault,
      path: [...pathOf('monitoring'), ...fault.path.slice(1)],
      message: `${name}: ${fault.message}`,
    }),
  );
  if (lowerIsBetter && cost !== 0) {
    const message = `${name}: the gate weighs a cost against what is to rise, and this is to fall`;
    const hint = 'leave the cost out, or value the counterpart of the metric';
    faults.push({ path: pathOf('cost'), message, hint });
  }
  const wrongWay = lowerIsBetter ? 'greater' : 'less';
  if (rule.alternative === wrongWay) {
    const message = `${name}: alternative ${wrongWay} claims what would be worse`;
    const hint = 'direction says which change is an improvement';
    faults.push({ path: pathOf('alternative'), message, hint });
  }
  if (rule.alpha >= 0.5 && (rule.alternative !== 'two-sided' || rule.guardrails.length > 0)) {
    const message = `${name}: alpha ${rule.alpha}: a one-sided test at a half or more needs no evidence`;
    faults.push({ path: pathOf('alpha'), message, hint: '0.05 is usual' });
  }
  if (written.futility === undefined) return faults;
  const [why, hint] =
    rule.monitoring.method !== 'group-sequential'
      ? [
          `is of group-sequential tests; this one is ${rule.monitoring.method}`,
          'leave it out, or write monitoring: { method: group-sequential, looks: 5 }',
        ]
      : cost !== 0
        ? [
            'is of an effect that is looked for; this one is decided by what it pays',
            'leave it out, or the cost',
          ]
        : [null, ''];
  if (why !== null) {
    faults.push({
      path: pathOf('futility'),
      atKey: true,
      message: `${name}: futility ${why}`,
      hint,
    });
  }
  return faults;
}

/** What an effect in percent is a percent of, and what pays for the cost. */
function levelFaults(
  { written, pathOf }: PlacedIdea,
  { name, baseline, prior, cost, value }: Idea,
): Fault[] {
  const level = 'rate' in baseline ? baseline.rate : baseline.mean;
  const path = pathOf('baseline');
  if (level === 0 || ('rate' in baseline && level === 1)) {
    const message = `${name}: of a control at ${level} there is no relative effect to speak of`;
    return [
      {
        path,
        message,
        hint: 'give what the control is expected to do, as 5% or { mean: 25, sd: 40 }',
      },
    ];
  }
  if ('rate' in baseline && Math.abs(cost / value) >= 1) {
    const message = `${name}: a cost of ${cost} takes more than a success of ${value} from each unit to pay`;
    const key = written.cost === undefined ? 'value' : 'cost';
    return [{ path: pathOf(key), message, hint: 'cost is of a unit, value of a success' }];
  }
  const misfit = 'said' in prior ? priorMisfit(prior.said, baseline) : null;
  if (misfit === null) return [];
  return [
    { path: pathOf('prior'), message: `prior of ${name}: ${misfit.what}`, hint: misfit.hint },
  ];
}

function guardrailFaults({ written, pathOf }: PlacedIdea): Fault[] {
  return (written.guardrails ?? []).flatMap(({ margin, baseline }, i): Fault[] => {
    const size = writtenEffectSize(String(margin))!;
    const isRate = typeof baseline !== 'object';
    const path = [...pathOf('guardrails'), i, 'margin'];
    const name = String(written.name);
    if (isRate === (size.scale === 'absolute')) {
      const message = `${name}: margin ${margin} is none of ${isRate ? 'a rate' : 'a mean'}`;
      return [
        {
          path,
          message,
          hint: isRate ? 'write 0.2pp or 1%' : 'write it in the unit of the metric, or 1%',
        },
      ];
    }
    if (size.size < 1 || size.scale === 'absolute') return [];
    return [
      {
        path,
        message: `${name}: margin ${margin} is the whole control`,
        hint: 'write 0.2pp or 1%',
      },
    ];
  });
}

function weekFaults({ pathOf }: PlacedIdea, { name, minimumWeeks, mostWeeks }: Idea): Fault[] {
  if (mostWeeks === null || mostWeeks >= minimumWeeks) return [];
  const message = `${name}: mostWeeks ${mostWeeks} is less than the ${minimumWeeks} that it must run`;
  return [
    { path: pathOf('mostWeeks'), message, hint: 'leave it out: then the horizon is the longest' },
  ];
}

/** What is wrong between ideas: two of one name, and blocks that name none. */
export function faultsBetweenIdeas(ideas: readonly Idea[], placed: readonly PlacedIdea[]): Fault[] {
  const places = new Map<string, number>();
  const twice = ideas.flatMap(({ name }, i): Fault[] => {
    const first = places.get(name);
    if (first === undefined) places.set(name, i);
    return first === undefined
      ? []
      : [
          {
            path: ['ideas', i, 'name'],
            message: `two ideas are called ${name}`,
            hint: `the first is number ${first + 1}; give one another name`,
          },
        ];
  });
  const blocking = ideas.flatMap(({ name, blocks }, i) =>
    blocks.flatMap((other, j): Fault[] => {
      const path = [...placed[i]!.pathOf('blocks'), j];
      if (other === name) return [{ path, message: `${name} blocks itself`, hint: 'leave it out' }];
      if (places.has(other)) return [];
      const close = closestTo(other, places.keys());
      const hint =
        close === undefined ? 'blocks names other ideas of this backlog' : `did you mean ${close}?`;
      return [{ path, message: `${name} blocks ${other}, and there is no such idea`, hint }];
    }),
  );
  return [...twice, ...blocking];
}
