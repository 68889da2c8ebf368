import type { MarginReport } from '../../report/margin-report.js';
import { formatCount, formatPercent, formatShort } from '../../report/wording/numbers.js';
import {
  amountOf,
  controlOf,
  daysOf,
  looksOf,
  powerText,
  sizeOf,
  togetherOf,
  unitName,
} from '../../report/wording/power-wording.js';
import { labelled, page } from './layout.js';
import { pilotRows } from './pilot-text.js';
import type { Style } from './style.js';

/** The answer of `power --margin` for a person at a terminal. */
export function renderMargin(report: MarginReport, style: Style): string {
  const { bold } = style.paint;
  const row = (label: string, text: string) => labelled(label, text, { width: style.width });
  const lines = [
    ...row('Question', questionOf(report)),
    ...row('Answer', answerOf(report)).map((line) => bold(line)),
    ...(report.decision === null ? [] : row('Decision', togetherOf(report.decision, report.power))),
    ...row('Assumed', assumedOf(report)),
    ...pilotRows(report).flatMap(([label, text]) => row(label, text)),
    ...row('Test', testOf(report)),
    ...(report.monitoring.method === 'fixed' ? [] : row('Looks', looksOf(report.monitoring))),
    ...row('Method', `${report.formula}.`),
  ];
  return page([lines]);
}

function questionOf(report: MarginReport): string {
  const { solvedFor, sampleSize, pilot } = report;
  const power = pilot?.forPower?.power ?? report.power;
  const units = `${formatCount(sampleSize.treatment)} units per ${unitName(report)}`;
  const surely = `with ${powerText(power)} power`;
  switch (solvedFor) {
    case 'sampleSize':
      return `how many units show ${surely} that a treatment ${claimOf(report, marginOf(report))}?`;
    case 'power':
      return `with what power do ${units} show that a treatment ${claimOf(report, marginOf(report))}?`;
    case 'margin':
      return `what is the smallest margin by which ${units} show ${surely} that a treatment ${claimOf(report, 'it')}?`;
  }
}

function answerOf(report: MarginReport): string {
  const size = `${sizeOf(report)}${daysOf(report)}.`;
  switch (report.solvedFor) {
    case 'sampleSize':
      return size;
    case 'power':
      return `${formatPercent(report.power, 1)}; ${size}`;
    case 'margin':
      return `${marginOf(report)}; ${size}`;
  }
}

function claimOf(report: MarginReport, size: string): string {
  const { margin, alternative } = report;
  const control = controlOf(report);
  return margin.kind === 'equivalence'
    ? `differs by less than ${size} from ${control}`
    : `is not worse (${alternative === 'less' ? 'higher' : 'lower'}) than ${control} by ${size} or more`;
}

function assumedOf(report: MarginReport): string {
  const { assumedEffect: effect } = report;
  if (effect === 0) return 'treatment and control are truly alike; a worse treatment takes more.';
  const plain = amountOf(report, Math.abs(effect));
  return `the treatment is truly ${plain} ${effect > 0 ? 'higher' : 'lower'} than the control.`;
}

function marginOf(report: MarginReport): string {
  const { absolute, relative } = report.margin;
  const plain = amountOf(report, absolute);
  return relative === null ? plain : `${plain} (${formatShort(100 * relative)} %)`;
}

function testOf({ alpha, variants, margin }: MarginReport): string {
  const sides = margin.kind === 'equivalence' ? 'two one-sided tests, each at' : 'one-sided,';
  const family = variants === 2 ? '' : `; ${variants - 1} treatments, each judged by itself`;
  return `${sides} alpha ${alpha}${family}.`;
}
