import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import type { Fold, FoldContext } from '../fold/fields.js';
import { findColumn } from '../recognize/header.js';
import { isTotal } from '../values/figure-words.js';
import { quoted } from '../values/values.js';

/** As many as the segments of a few columns. */
const TEXTS_REMEMBERED = 1000;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * Looks for rows that sum up others in a table of sums: those with a total in place of a day, a country or
 * whatever parts the rows beside the variant; `null` where rows are units.
 */
export function totalCheck({ header, reading }: FoldContext): Fold | null {
  const { layout, variantColumn } = reading;
  if (layout === 'rows') return null;
  const variant = variantColumn === null ? null : findColumn(header, variantColumn);
  // Most texts have been met before.
  const known = new Set<string>();
  const isOfTotal = (text: string) => {
    // No total begins with a digit.
    if (isDigit(text.charCodeAt(0)) || known.has(text)) return false;
    const found = isTotal(text, true);
    if (!found && known.size < TEXTS_REMEMBERED) known.add(text);
    return found;
  };
  return (fields, line) => {
    const column = fields.findIndex((text, i) => i !== variant && isOfTotal(text));
    if (column === -1) return;
    const [name, text] = [header.names[column]!, fields[column]!.trim()];
    throw new UserError(
      `${quoted(text)} in column ${name}: this row sums up others, which would count twice`,
      {
        location: { file: header.file, line, column: column + 1 },
        hint: (say) =>
          `to leave it out: ${say.again([say.where(shellWord(`${name} != ${text}`))])}`,
        fatal: true,
      },
    );
  };
}
