import { UserError } from '../../errors.js';
import { shellWord, type Vocabulary } from '../../vocabulary.js';
import type { Fold, FoldContext } from '../fold/fields.js';
import { findColumn } from '../recognize/header.js';
import { isCurrencyColumn, tellsMeasuresApart } from '../values/figure-words.js';
import { quoted } from '../values/values.js';
import type { WatchedParts } from './parts.js';

/** Looks at one such column in each row; throws where a variant has a second value in it. */
export function partCheck(context: FoldContext, parts: WatchedParts, column: number): Fold {
  const { header, reading, variant: named } = context;
  const at = reading.variantColumn === null ? null : findColumn(header, reading.variantColumn);
  return (fields, line) => {
    const variant = named ?? fields[at!]!.trim();
    const value = fields[column]!.trim();
    const before = parts.byVariant.get(variant);
    if (before === undefined) parts.byVariant.set(variant, value);
    if (before === undefined || before === value) return;
    const what = `column ${parts.name} tells ${quoted(before)} and ${quoted(value)} apart, which are not to be put together`;
    throw new UserError(what, {
      location: { file: header.file, line, column: column + 1 },
      hint: (say) => chooseOne(say, parts.name, parts.likely ?? before),
      fatal: true,
    });
  };
}

function chooseOne(say: Vocabulary, name: string, value: string): string {
  const command = say.again([say.where(shellWord(`${name} = ${value}`))]);
  const each = `each by itself beside all of them? ${say.segment(shellWord(name))}; one of them? `;
  return tellsMeasuresApart(name) || isCurrencyColumn(name)
    ? `choose one: ${command}`
    : `${each}${command}`;
}
