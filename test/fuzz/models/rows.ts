import { type Case, type Outcome, runOf } from '../case.js';
import type { Pick } from '../choices.js';
import { fewer, madeRows, type Row, tableOf } from './made-rows.js';

/* Counts, means and variances of rows, against sums over them. */

export function rowsComeToTheirMeans(_: unknown, pick: Pick): Case {
  return caseOf(madeRows(pick));
}

function caseOf(rows: readonly Row[]): Case {
  const argv = ['analyze', 'rows.csv', '-m', 'signed_up', '-m', 'revenue', '--format', 'json'];
  return {
    run: runOf(argv, { 'rows.csv': Buffer.from(tableOf(rows)) }),
    faultsBy: (came) => faultsOfRows(rows, came),
    *smaller() {
      for (const left of fewer(rows)) yield caseOf(left);
    },
  };
}

function faultsOfRows(rows: readonly Row[], { code, stdout, stderr }: Outcome): string[] {
  if (code !== 0) return [`plain rows are refused: ${stderr}`];
  const { comparisons } = JSON.parse(stdout);
  const faults: string[] = [];
  for (const { metric, control, treatment } of comparisons) {
    for (const arm of [control, treatment]) {
      const own = rows.filter(({ variant }) => variant === arm.variant);
      const values = own.map((row) => row[metric as 'signed_up' | 'revenue']);
      faults.push(...faultsOfArm(arm, values).map((fault) => `${fault} of ${metric}`));
    }
  }
  return faults;
}

interface Arm {
  n: number;
  mean: number;
  variance: number;
}

function faultsOfArm({ n, mean, variance }: Arm, values: number[]): string[] {
  const sum = (list: readonly number[]) => list.reduce((before, value) => before + value, 0);
  const average = sum(values) / values.length;
  const squares = sum(values.map((value) => (value - average) ** 2));
  const spread = squares / (values.length - 1);
  const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.abs(b) + 1e-300;
  const faults: string[] = [];
  if (n !== values.length) faults.push('another number of values');
  if (!isNear(mean, average)) faults.push('another mean');
  if (!isNear(variance, spread)) faults.push('another variance');
  return faults;
}
