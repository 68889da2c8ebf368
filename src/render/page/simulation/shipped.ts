import type { ShippedReport, SimulationReport } from '../../../report/simulation-report.js';
import { formatLevel } from '../../../report/wording/numbers.js';
import { wordRate } from '../../../report/wording/rates.js';
import { wordExaggeration, wordGain } from '../../../report/wording/shipped-wording.js';
import { figure } from '../chart/figure.js';
import { type ForestRow, forest } from '../chart/forest.js';
import type { Markup } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** What is shipped and what it is truly worth, where effects are as earlier tests tell; nothing where none are drawn. */
export function shippedSection(report: SimulationReport): Markup | null {
  const { prior, scenarios, confidence } = report;
  const drawn = scenarios.find(({ name }) => name === 'believed');
  const [gate, naive] = [drawn?.gate.shipped, drawn?.naive.shipped];
  if (prior === undefined || gate === undefined || naive === undefined) return null;
  const unit = prior.level ?? 1;
  const row = (name: string, value: ShippedReport['true'], tone: ForestRow['tone']): ForestRow => ({
    name,
    value: {
      estimate: value.estimate / unit,
      lower: value.lower / unit,
      upper: value.upper / unit,
    },
    figures: wordGain(value, prior),
    tone,
  });
  const rows = [
    row('Gate: gained in truth', gate.true, 'good'),
    row('Gate: measured', gate.measured, 'open'),
    row('Ship at first p < alpha: gained in truth', naive.true, 'good'),
    row('Ship at first p < alpha: measured', naive.measured, 'open'),
  ];
  const what = `What each experiment gains where effects are as earlier tests tell, and what it seems to, with ${formatLevel(confidence)} intervals`;
  const description = rows.map(({ name, figures }) => `${name}: ${figures}`).join('; ');
  const better = ({ better: rate }: ShippedReport) => (rate === null ? '–' : wordRate(rate));
  return section(
    'What is shipped, and what it is worth',
    figure(
      what,
      forest({ id: 'shipped', title: what, description }, rows, {
        lines: [{ value: 0, label: 'nothing', isZero: true }],
        unit: prior.level === null ? { factor: 1, sign: '' } : { factor: 100, sign: ' %' },
      }).map(({ drawing }) => drawing),
      table(
        [
          { name: 'what it comes to' },
          { name: 'gate', isFigure: true },
          { name: 'ship at first p < alpha', isFigure: true },
        ],
        [
          ['Ships', wordRate(gate.ships), wordRate(naive.ships)],
          ['Of these truly better', better(gate), better(naive)],
          ['Gains, per experiment', wordGain(gate.true, prior), wordGain(naive.true, prior)],
          ['Measured', wordGain(gate.measured, prior), wordGain(naive.measured, prior)],
          ['Measured ÷ gained', wordExaggeration(gate), wordExaggeration(naive)],
        ],
      ),
    ),
  );
}
