import { type Case, type Outcome, runOf } from '../case.js';
import type { Pick } from '../choices.js';

/* Units, rates, effects and lifts of a table of counts, against what a pocket calculator says. */

interface Arm {
  name: string;
  units: number;
  successes: number;
}

const NAMES = ['generic', 'light', 'full', 'bold'];

/** Two to four arms of two to ten million units, each in one row or one a day. */
export function countsComeToTheirRates(_: unknown, pick: Pick): Case {
  const most = 10 ** pick.whole(1, 7);
  const names = NAMES.slice(0, pick.whole(2, 4));
  const days = pick.oneOf([1, 1, 2, 5]);
  return caseOf(
    names.flatMap((name) =>
      Array.from({ length: days }, () => {
        const units = pick.whole(2, most);
        return { name, units, successes: pick.whole(0, units) };
      }),
    ),
  );
}

function caseOf(rows: readonly Arm[]): Case {
  const lines = rows.map(({ name, units, successes }) => `${name},${units},${successes}`);
  const table = Buffer.from(`variant,visitors,signups\n${lines.join('\n')}\n`);
  const argv = ['analyze', 'counts.csv', '--format', 'json', '--metric', 'signups'];
  return {
    run: runOf(argv, { 'counts.csv': table }),
    faultsBy: (came) => faultsOfCounts(summedUp(rows), came),
    *smaller() {
      for (const [i] of rows.entries()) yield caseOf(rows.toSpliced(i, 1));
      for (const [i, { name, units, successes }] of rows.entries()) {
        const half = { name, units: units >> 1, successes: successes >> 1 };
        if (half.units > 1) yield caseOf(rows.with(i, half));
      }
    },
  };
}

function summedUp(rows: readonly Arm[]): Arm[] {
  return NAMES.flatMap((name) => {
    const own = rows.filter((row) => row.name === name);
    const summed = { name, units: sum(own, 'units'), successes: sum(own, 'successes') };
    return own.length === 0 ? [] : [summed];
  });
}

function faultsOfCounts(arms: readonly Arm[], { code, stdout, stderr }: Outcome): string[] {
  // An arm that is the sum of the others is taken for a total, which is asked about.
  if (arms.some((arm) => isTotal(arm, arms)))
    return code === 2 ? [] : ['a total is taken for an arm'];
  if (code !== 0) return [`plain counts are refused: ${stderr}`];
  const report = JSON.parse(stdout);
  const all = sum(arms, 'units');
  const faults = arms.flatMap(({ units }, i) => {
    const told = report.variants[i];
    const isSame = told.units === units && isNear(told.share, units / all, 1e-14);
    return isSame ? [] : ['another number of units'];
  });
  const [control, ...treatments] = arms;
  treatments.forEach((arm, i) => {
    faults.push(...faultsOfPair(control!, arm, report.comparisons[i]));
  });
  return faults;
}

const sum = (arms: readonly Arm[], key: 'units' | 'successes') =>
  arms.reduce((before, arm) => before + arm[key], 0);

const isTotal = (arm: Arm, arms: readonly Arm[]) =>
  arms.length > 2 &&
  (['units', 'successes'] as const).every((key) => 2 * arm[key] === sum(arms, key));

const rate = ({ successes, units }: Arm) => successes / units;
const isNear = (a: number, b: number, most: number) => Math.abs(a - b) <= most;

// biome-ignore lint/suspicious/noExplicitAny: the report is read as a stranger reads it
function faultsOfPair(control: Arm, arm: Arm, told: any): string[] {
  const faults: string[] = [];
  for (const [side, { units, successes }] of [
    [told.control, control],
    [told.treatment, arm],
  ] as const) {
    if (side.n !== units || side.successes !== successes) faults.push('other counts');
    if (!isNear(side.mean, successes / units, 1e-15)) faults.push('another rate');
  }
  const { effect, relativeEffect, pValue, adjustedPValue } = told;
  const [before, after] = [rate(control), rate(arm)];
  if (effect === null) return faults;
  if (!isNear(effect.estimate, after - before, 1e-14)) faults.push('another effect');
  const lift = after / before - 1;
  const toldLift = relativeEffect?.estimate ?? null;
  if (toldLift !== null && !isNear(toldLift, lift, 1e-9 + 1e-11 * Math.abs(lift))) {
    faults.push('another lift');
  }
  const p = adjustedPValue ?? pValue;
  if (p === null || effect.lower === null || effect.upper === null) return faults;
  const leavesOut = effect.lower > 0 || effect.upper < 0;
  if (leavesOut !== p < 0.05) faults.push('p and the interval disagree');
  return faults;
}
