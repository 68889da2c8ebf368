import { UserError } from '../errors.js';

/** Checks that a row has as many fields as the header has columns. */
export function checkLength(file: string, columns: number, fields: string[], line: number): void {
  if (fields.length === columns) return;
  throw new UserError(
    `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} where the header has ${columns}`,
    {
      location: { file, line },
      hint: (say) =>
        `${whyRagged(columns, fields)} mend it; to leave out such rows: ${say.again([say.onBadRow('skip')])}`,
    },
  );
}

/** What a row of another length may come of. */
function whyRagged(columns: number, fields: readonly string[]): string {
  const isLonger = fields.length === columns + 1;
  if (isLonger && fields.at(-1) === '')
    return 'does each row end in a delimiter, and not the header?';
  return isLonger && /^\d+$/.test(fields[0]!)
    ? 'are rows numbered, as R does it, with no name for that in the header?'
    : 'an unquoted delimiter, or a row cut short?';
}
