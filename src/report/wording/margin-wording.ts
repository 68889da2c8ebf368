import type { MarginReport } from '../margin-report.js';
import { formatCount, formatPercent, formatShort } from './numbers.js';
import { amountOf, controlOf, daysOf, powerText, sizeOf, unitName } from './power-wording.js';

/** What is asked of a margin. */
export function marginQuestion(report: MarginReport): string {
  const { solvedFor, sampleSize, pilot } = report;
  const power = pilot?.forPower?.power ?? report.power;
  const units = `${formatCount(sampleSize.treatment)} units per ${unitName(report)}`;
  const surely = `with ${powerText(power)} power`;
  switch (solvedFor) {
    case 'sampleSize':
      return `how many units show ${surely} that a treatment ${claimOf(report, wordPlannedMargin(report, report.margin))}?`;
    case 'power':
      return `with what power do ${units} show that a treatment ${claimOf(report, wordPlannedMargin(report, report.margin))}?`;
    case 'margin':
      return `what is the smallest margin by which ${units} show ${surely} that a treatment ${claimOf(report, 'it')}?`;
  }
}

/** What is answered. */
export function marginAnswer(report: MarginReport): string {
  const size = `${sizeOf(report)}${daysOf(report)}.`;
  switch (report.solvedFor) {
    case 'sampleSize':
      return size;
    case 'power':
      return `${formatPercent(report.power, 1)}; ${size}`;
    case 'margin':
      return `${wordPlannedMargin(report, report.margin)}; ${size}`;
  }
}

function claimOf(report: MarginReport, size: string): string {
  const { margin, alternative } = report;
  const control = controlOf(report);
  return margin.kind === 'equivalence'
    ? `differs by less than ${size} from ${control}`
    : `is not worse (${alternative === 'less' ? 'higher' : 'lower'}) than ${control} by ${size} or more`;
}

/** What is taken to be true of the treatment. */
export function marginAssumption(report: MarginReport): string {
  const { assumedEffect: effect } = report;
  if (effect === 0) return 'treatment and control are truly alike; a worse treatment takes more.';
  const plain = amountOf(report, Math.abs(effect));
  return `the treatment is truly ${plain} ${effect > 0 ? 'higher' : 'lower'} than the control.`;
}

/** A margin in the unit of the metric, and as a share of the control where there is one. */
export function wordPlannedMargin(
  report: Pick<MarginReport, 'kind' | 'pilot'>,
  { absolute, relative }: Omit<MarginReport['margin'], 'kind'>,
): string {
  const plain = amountOf(report, absolute);
  return relative === null ? plain : `${plain} (${formatShort(100 * relative)} %)`;
}

/** The test that is planned, and its level. */
export function marginTest({ alpha, variants, margin }: MarginReport): string {
  const sides = margin.kind === 'equivalence' ? 'two one-sided tests, each at' : 'one-sided,';
  const family = variants === 2 ? '' : `; ${variants - 1} treatments, each judged by itself`;
  return `${sides} alpha ${alpha}${family}.`;
}
