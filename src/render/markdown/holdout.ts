import type { Report } from '../../report/report.js';
import { wordHoldout } from '../../report/wording/holdout-wording.js';
import { markdownText } from './escape.js';
import { COLUMNS, details } from './parts.js';

/** What a held-out group says of what was claimed, to unfold. */
export function holdoutDetails({ holdouts = [] }: Report): string[] {
  return holdouts.map((one) =>
    details(
      `${one.metric}: ${one.exposed} against the held-out ${one.heldOut}`,
      ...wordHoldout(one).map(
        ([label, text]) => `**${label}** ${markdownText(text, COLUMNS.sentence)}`,
      ),
    ),
  );
}
