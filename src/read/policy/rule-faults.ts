import type { Fault } from '../document/fault.js';
import type { Policy } from './policy.js';

/** What the rules of a policy, each right by itself, get wrong together. */
export function ruleFaults(policy: Policy): Fault[] {
  const { alpha, power, atOnce } = policy;
  const faults: Fault[] = [
    ...twice(
      policy.metrics.map(({ name }) => name),
      'metrics',
      'name',
    ),
    ...twice(
      policy.guardrails.map(({ metric }) => metric),
      'guardrails',
      'metric',
    ),
  ];
  if (alpha !== null && power !== null && power <= alpha) {
    const message = `policy.power ${power} is not above policy.alpha (${alpha})`;
    faults.push({ path: ['policy', 'power'], message, hint: '0.8 is usual' });
  }
  for (const [i, { name, kind, mde }] of policy.metrics.entries()) {
    if (mde?.scale !== 'points' || kind === null || kind === 'proportion') continue;
    const message = `policy.metrics: mde of ${name} is in points, which are of a proportion`;
    faults.push({ path: ['policy', 'metrics', i, 'mde'], message, hint: 'write 5% or 0.3' });
  }
  if (atOnce !== null && atOnce.tests === null && atOnce.ships === null) {
    const message = 'policy.atOnce says neither tests nor ships';
    faults.push({ path: ['policy', 'atOnce'], message, hint: 'add tests: 2, or leave it out' });
  }
  return faults;
}

function twice(names: readonly string[], list: string, key: string): Fault[] {
  return names.flatMap((name, i) =>
    names.indexOf(name) === i
      ? []
      : [
          {
            path: ['policy', list, i, key],
            message: `policy.${list} names ${name} twice`,
            hint: 'leave one of the two',
          },
        ],
  );
}
