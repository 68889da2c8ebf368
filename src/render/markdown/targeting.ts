import type { TargetingReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { formatCount, formatPercent } from '../../report/wording/numbers.js';
import { wordGains, wordSplits } from '../../report/wording/targeting-wording.js';
import { markdownText } from './escape.js';
import { COLUMNS, details, table } from './parts.js';

/** Who should get which variant by each rule, and what that gains. */
export function targetingDetails({ targetings = [], design }: Report): string[] {
  return targetings.map((one) => {
    const over = wordGains(one, design.control).map(
      ({ gain, variant, so }) => `${gain} over ${variant} for everyone${so}`,
    );
    return details(
      `Who should get it: ${one.metric} by ${one.columns.join(' × ')}`,
      cellTable(one),
      over.map((words) => `- ${markdownText(words, COLUMNS.sentence)}`).join('\n'),
      markdownText(`Gains are ${wordSplits(one)}. ${one.conclusion.message}`, COLUMNS.sentence),
    );
  });
}

function cellTable({ cells, columns }: TargetingReport): string {
  const rows = cells.map(({ segment, variant, units, share }) => [
    markdownText(
      segment === null ? 'all smaller ones' : Object.values(segment).join(' × '),
      COLUMNS.name,
    ),
    markdownText(variant, COLUMNS.name),
    formatCount(units),
    formatPercent(share, 1),
  ]);
  const header = [markdownText(columns.join(' × '), COLUMNS.name), 'gets', 'units', 'share'];
  return table(header, rows, ['units', 'share']);
}
