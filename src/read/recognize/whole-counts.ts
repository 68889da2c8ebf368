import { UserError } from '../../errors.js';
import type { Wording } from '../../vocabulary.js';
import { isRounded } from '../values/id-texts.js';
import { quoted } from '../values/values.js';
import type { CountRows } from './count-rows.js';
import type { Table } from './labels.js';

/** How names say that their numbers are thousands or millions: (000), in thousands, _k. */
const SCALED =
  /\((?:'?000s?|thousands?|k|tsd\.?|millions?|mio\.?|mn)\)|(?:^|[\s_])(?:(?:in\s)?(?:thousands|000s|tsd|millions|mio)|k)$/i;

/** How names say that their numbers are running totals. */
const CUMULATIVE =
  /(?:^|[^a-z])(?:cum|cumulative|cumulated|kumuliert|cumul\u00e9|running|ytd|mtd|to.date)(?:[^a-z]|$)/i;

/**
 * Checks that counts are of single units and can be added up: no column says that it is in thousands, or that it holds
 * running totals where a variant has several rows, and no spreadsheet has rounded one to three digits. `layout` says that
 * they are counts as they stand.
 *
 * @throws {UserError} naming the column.
 */
export function checkWholeCounts(
  { header, rows }: Table,
  { counted, rows: told }: CountRows,
): void {
  const areSeveral = new Set(told.map(({ variant }) => variant)).size < told.length;
  for (const column of counted) {
    const name = header.names[column]!;
    if (SCALED.test(name)) {
      const what = `column ${name} is in thousands or millions by its name`;
      throw notWhole(what, 'counts are of single units: give them in full', header, column);
    }
    if (areSeveral && CUMULATIVE.test(name)) {
      const what = `column ${name} holds running totals by its name, and a variant has several rows`;
      throw notWhole(what, 'name a column of what each row adds', header, column);
    }
    const rounded = rows.map((fields) => fields[column]!.trim()).find(isRounded);
    if (rounded === undefined) continue;
    const what = `${quoted(rounded)} in column ${name} was rounded by a spreadsheet`;
    throw notWhole(what, 'widen its column, or export it where it came from', header, column);
  }
}

function notWhole(
  what: string,
  todo: string,
  { file, line }: Table['header'],
  column: number,
): UserError {
  const hint: Wording = (say) => `${todo}; it is exact as it stands? ${say.layout('counts')}`;
  return new UserError(what, { location: { file, line, column: column + 1 }, hint });
}
