import type { MarginReport } from '../../report/margin-report.js';
import { formatLevel, formatShort } from '../../report/wording/numbers.js';
import { controlOf, daysOf, looksOf, sizeOf } from '../../report/wording/power-wording.js';
import { labelled, page } from './layout.js';
import type { Style } from './style.js';

/** The answer of `power --margin` for a person at a terminal. */
export function renderMargin(report: MarginReport, style: Style): string {
  const { bold } = style.paint;
  const row = (label: string, text: string) => labelled(label, text, { width: style.width });
  const lines = [
    ...row('Question', questionOf(report)),
    ...row('Answer', `${sizeOf(report)}${daysOf(report)}.`).map((line) => bold(line)),
    ...row('Assumed', 'treatment and control are truly alike; a worse treatment takes more.'),
    ...row('Test', testOf(report)),
    ...(report.monitoring.method === 'fixed' ? [] : row('Looks', looksOf(report.monitoring))),
    ...row('Method', `${report.formula}.`),
  ];
  return page([lines]);
}

function questionOf(report: MarginReport): string {
  const { margin, power, alternative } = report;
  const size = marginOf(report);
  const control = controlOf(report);
  const claim =
    margin.kind === 'equivalence'
      ? `differs by less than ${size} from ${control}`
      : `is not worse (${alternative === 'less' ? 'higher' : 'lower'}) than ${control} by ${size} or more`;
  return `how many units show with ${formatLevel(power)} power that a treatment ${claim}?`;
}

function marginOf({ kind, margin: { absolute, relative } }: MarginReport): string {
  const plain = kind === 'proportion' ? `${formatShort(100 * absolute)} pp` : formatShort(absolute);
  return relative === null ? plain : `${plain} (${formatShort(100 * relative)} %)`;
}

function testOf({ alpha, variants, margin }: MarginReport): string {
  const sides = margin.kind === 'equivalence' ? 'two one-sided tests, each at' : 'one-sided,';
  const family = variants === 2 ? '' : `; ${variants - 1} treatments, each judged by itself`;
  return `${sides} alpha ${alpha}${family}.`;
}
