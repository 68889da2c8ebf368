import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import type { Fold, FoldContext } from '../fold/fields.js';
import { isMissing } from '../reading.js';
import { findColumn } from '../recognize/header.js';
import { isNoId, isRounded } from '../values/id-texts.js';
import { quoted } from '../values/values.js';
import { addIfNew } from './id-sample.js';
import { partCheck } from './part-check.js';
import { totalCheck } from './totals.js';
import type { Watch, WatchedIds } from './watch.js';

/**
 * The fold, with what is watched looked at in each row that it has taken.
 *
 * @throws {UserError} the fold itself, where an id has another row already.
 */
export function watching(context: FoldContext, fold: Fold): Fold {
  const columnOf = ({ name }: { name: string }) => findColumn(context.header, name);
  const { ids, parts } = context.watch;
  const checks = [
    ...ids.flatMap((one) => {
      const column = columnOf(one);
      return column === null ? [] : [idCheck(context, one, column)];
    }),
    ...parts.flatMap((one) => {
      const column = columnOf(one);
      return column === null ? [] : [partCheck(context, one, column)];
    }),
  ];
  const total = totalCheck(context);
  if (total !== null) checks.push(total);
  if (checks.length === 0) return fold;
  return (fields, line) => {
    fold(fields, line);
    for (const check of checks) check(fields, line);
  };
}

function idCheck({ header, options, watch }: FoldContext, ids: WatchedIds, column: number): Fold {
  return (fields, line) => {
    const id = fields[column]!.trim();
    if (isMissing(id, options) || addIfNew(ids.sample, id)) return;
    throw new UserError(
      `${quoted(id)} in column ${ids.name} has another row already, so a row is no unit of its own`,
      {
        location: { file: header.file, line, column: column + 1 },
        hint: (say) => {
          const anyway = `a unit for each row all the same? ${say.rowsAreUnits()}`;
          if (isRounded(id)) return `a spreadsheet rounded it: export the ids as text; ${anyway}`;
          if (isNoId(id)) {
            const others = say.again([say.where(shellWord(`${ids.name} != ${id}`))]);
            return `${anyway}; it is no id: to leave out its rows: ${others}`;
          }
          return `${anyway}; to add up the rows of each: ${say.again([say.unitId(shellWord(unitOf(watch, ids)))])}`;
        },
        fatal: true,
      },
    );
  };
}

/** Whoever is to be told apart: by a session's rows its visitor, where the file names visitors. */
function unitOf({ ids: [best] }: Watch, ids: WatchedIds): string {
  return best?.kind === 'unit' ? best.name : ids.name;
}
