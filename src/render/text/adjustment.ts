import type { ComparisonReport } from '../../report/comparison-report.js';
import { formatCounted, formatPercent } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';

type CovariateReport = NonNullable<ComparisonReport['covariate']>;
type Used = NonNullable<CovariateReport['covariates']>[number];

/** What the covariates did, how many units they are worth, and which could not be used. */
export function adjustment({ covariate, control, treatment }: ComparisonReport): string {
  const { column, covariates = [] } = covariate!;
  const used = covariates.filter(({ leftOut }) => leftOut === null);
  const left = covariates.filter(({ leftOut }) => leftOut !== null);
  const names = covariates.length === 0 ? [column] : used.map((one) => one.column);
  return [
    names.length === 0
      ? 'for nothing.'
      : `for ${listed(names)}, which ${explained(covariate!, names, treatment.n)}.`,
    ...used.flatMap((one) => lacking(one, control.n, treatment.n)),
    ...left.map(({ column, leftOut }) => `${printable(column)} is left out: ${whyLeft(leftOut!)}.`),
  ].join(' ');
}

function explained({ varianceReduction }: CovariateReport, names: string[], units: number): string {
  const verb = names.length > 1 ? 'together explain' : 'explains';
  if (!(varianceReduction > 0)) return `${verb} none of the variance`;
  const share = formatPercent(varianceReduction, 1);
  const saved = Math.round((units * varianceReduction) / (1 - varianceReduction));
  const worth = saved > 0 ? `, as good as ${formatCounted(saved, 'more unit')} per variant` : '';
  return `${verb} ${share} of the variance${worth}`;
}

function lacking({ column, known }: Used, control: number, treatment: number): string[] {
  const have = known.control * control + known.treatment * treatment;
  const share = 1 - have / (control + treatment);
  if (!(share > 0)) return [];
  return [`${formatPercent(share, 1)} of the units lack ${printable(column)}, and are kept.`];
}

function whyLeft(leftOut: NonNullable<Used['leftOut']>): string {
  switch (leftOut) {
    case 'constant':
      return 'it does not vary';
    case 'collinear':
      return 'the others say the same';
    case 'too-few-units':
      return 'there are too few units for it';
  }
}

function listed(names: readonly string[]): string {
  const shown = names.map(printable);
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
