import type { Report } from '../../report/report.js';
import { wordPair } from '../../report/wording/term-wording.js';
import { markdownText } from './escape.js';
import { COLUMNS, details } from './parts.js';

/** Short-term metrics beside their long-term form, to unfold. */
export function termDetails(report: Report): string[] {
  return (report.longTerms ?? []).map((pair) => {
    const { longTerm, shortTerm, treatment } = pair;
    return details(
      `${longTerm.metric} beside ${shortTerm.metric}: ${treatment}`,
      ...wordPair(pair, report).map(
        ([label, text]) => `**${label}** ${markdownText(text, COLUMNS.sentence)}`,
      ),
    );
  });
}
