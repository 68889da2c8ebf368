import { UserError } from '../errors.js';
import { shellWord } from '../vocabulary.js';
import { chosenVariant } from './fold/chosen-rows.js';
import type { ReadOptions } from './reading.js';
import type { Header } from './recognize/header.js';
import { isPeriodColumn } from './values/column-words.js';
import { isNoVariantColumn } from './values/figure-words.js';
import { mentionsControl } from './values/vocabulary.js';

/** What a wide table's variants and values are called where rows have columns for them. */
const VARIANT = 'variant';
const VALUE = 'value';

/**
 * The header of rows that say the same as a wide table: one that has a column for each variant, with the value
 * of one unit in each field.
 *
 * @throws {UserError} when two columns have one name, one has none, or one by its name is no variant and others
 *   were not asked for.
 */
export function headerOfWide(
  wide: Header,
  { metrics, variants = [] }: Pick<ReadOptions, 'metrics' | 'variants'>,
): Header {
  const { file, line, names } = wide;
  const at = names.findIndex((name, i) => name === '' || names.indexOf(name) < i);
  if (at !== -1) {
    throw new UserError(
      names[at] === '' ? 'a column has no name' : `two columns are called ${names[at]}`,
      {
        location: { file, line, column: at + 1 },
        hint: 'in a wide table each column is a variant, and bears its name',
      },
    );
  }
  const isTaken = (name: string) => variants.length === 0 || chosenVariant(name, variants) !== null;
  const other = names.findIndex((name) => isTaken(name) && isNoVariantColumn(name));
  if (other !== -1) throw noVariant(wide, other);
  return { file, line, names: [VARIANT, metricOf(metrics)], wide: names };
}

function noVariant({ file, line, names }: Header, column: number): UserError {
  const others = names.filter((name) => !isNoVariantColumn(name));
  const areVariants = others.length > 1 && others.filter(mentionsControl).length === 1;
  return new UserError(`column ${names[column]} is no variant by its name`, {
    location: { file, line, column: column + 1 },
    hint: (say) => {
      if (others.length === 0)
        return 'in a wide table each column is a variant, and bears its name';
      const chosen = shellWord(others.join(','));
      if (isPeriodColumn(names[column]!)) {
        return `a wide table holds the values of single units, and a ${names[column]} sums up many; all the same? ${say.variants(chosen)}`;
      }
      return `which are? ${areVariants ? say.again([say.variants(chosen)]) : `${say.variants('NAME,NAME')} of ${others.join(', ')}`}`;
    },
  });
}

/** What is measured: a wide table has no name for it, so it is called as the metric is. */
function metricOf([metric, other]: readonly string[]): string {
  if (metric === undefined) return VALUE;
  if (other !== undefined) {
    throw new UserError((say) => `${say.metric()} is given twice, and a wide table holds one`, {
      hint: 'leave out all but one',
    });
  }
  return metric.split(/[:=]/, 1)[0]!;
}

/**
 * The options by which such rows are read.
 *
 * @throws {UserError} when a column is named for what wide tables have none of.
 */
export function optionsOfWide(options: ReadOptions): ReadOptions {
  const named = (['variantColumn', 'unitsColumn'] as const).find((name) => options[name] !== null);
  if (named !== undefined) {
    throw new UserError((say) => `${say[named]()}: a wide table has columns of variants alone`, {
      hint: (say) => `leave out it or ${say.layout('wide')}`,
    });
  }
  const metrics = options.metrics.length === 0 ? [VALUE] : options.metrics;
  return { ...options, layout: 'rows', variantColumn: VARIANT, metrics };
}

/** A record of a wide table as such rows: one for each field that is not blank, since columns end where they end. */
export function rowsOfWide({ wide }: Header, fields: readonly string[]): string[][] {
  return wide!.flatMap((name, i) => {
    const field = fields[i] ?? '';
    return field.trim() === '' ? [] : [[name, field]];
  });
}

/** The column of a wide table in which the value of such a row stands, from 1. */
export function columnOfWide({ wide }: Header, [variant]: readonly string[]): number {
  const plain = variant!.trim().toLowerCase();
  const exact = wide!.indexOf(variant!);
  return 1 + (exact !== -1 ? exact : wide!.findIndex((name) => name.toLowerCase() === plain));
}
