import type { MarginReport } from '../../../report/margin-report.js';
import type { PowerReport } from '../../../report/power-report.js';
import { formatCount, formatPercent } from '../../../report/wording/numbers.js';
import { type PilotAnswer, wordPilotFigure } from '../../../report/wording/pilot-wording.js';
import { sourceName } from '../../../report/wording/source-name.js';
import { pilotRows } from '../../text/pilot-text.js';
import { type Unit, unitOfUnits } from '../chart/axis.js';
import { figure } from '../chart/figure.js';
import { forest } from '../chart/forest.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section, terms } from '../parts.js';
import { table } from '../table.js';

/** Which data the control was read from, and how far the answer may be off by them; nothing where it was typed. */
export function pilotSection(report: PowerReport | MarginReport): Markup | null {
  const { pilot } = report;
  if (pilot === null) return null;
  return section(
    'The past data',
    terms(pilotRows(report)),
    rangeFigure({ ...report, pilot }),
    table(
      [{ name: 'file' }, { name: 'rows', isFigure: true }, { name: 'SHA-256' }],
      pilot.input.files.map((file) => [
        nameOf(sourceName(file)),
        formatCount(file.rows),
        file.sha256 === null ? '–' : element('code', {}, file.sha256),
      ]),
    ),
  );
}

const WHAT = {
  sampleSize: 'Units in each treatment',
  mde: 'The effect that is found',
  margin: 'The margin that is shown',
  power: 'Power',
};

/** The answer with how far it may be off, as far as the data can tell. */
function rangeFigure(report: PilotAnswer & Figures): Markup | null {
  const { lower, upper, confidence } = report.pilot.range;
  const estimate = estimateOf(report);
  if (estimate === null || lower === null) return null;
  const ends = [lower, upper].map((end) => (end === null ? '∞' : wordPilotFigure(report, end)));
  const figures = `${wordPilotFigure(report, estimate)} [${ends.join(', ')}]`;
  const what = WHAT[report.solvedFor];
  const unit = unitOf(report, upper ?? estimate);
  const told = {
    id: 'range',
    title: `${what}, as far as the past data can tell`,
    description: `${figures}, ${formatPercent(confidence, 0)} interval`,
  };
  const rows = [{ name: what, value: { estimate, lower, upper }, figures, tone: 'other' as const }];
  return figure(
    `${what}${unit.name === null ? '' : `, ${unit.name}`}, with the ${formatPercent(confidence, 0)} interval that the past data leave`,
    forest(told, rows, { lines: [], unit }).map(({ drawing }) => drawing),
    table(
      ['answer', 'from', 'to'].map((name) => ({ name, isFigure: true })),
      [[wordPilotFigure(report, estimate), ...ends]],
    ),
  );
}

/** What an answer may be. */
interface Figures {
  power: number;
  mde: { absolute: number } | null;
  margin?: { absolute: number };
}

/** The answer on the scale of its range: of a size, what the power takes. */
function estimateOf({
  solvedFor,
  pilot,
  power,
  mde,
  margin,
}: PilotAnswer & Figures): number | null {
  switch (solvedFor) {
    case 'sampleSize':
      return pilot.forPower!.sampleSize.exactPerVariant;
    case 'power':
      return power;
    case 'mde':
      return Math.abs(mde!.absolute);
    case 'margin':
      return margin!.absolute;
  }
}

function unitOf({ solvedFor, pilot }: PilotAnswer, most: number): Unit & { name: string | null } {
  if (solvedFor === 'sampleSize') return unitOfUnits(most);
  if (solvedFor === 'power') return { factor: 100, sign: ' %', name: 'in %' };
  return pilot.kind === 'proportion'
    ? { factor: 100, sign: ' pp', name: 'in percentage points' }
    : { factor: 1, sign: '', name: null };
}
