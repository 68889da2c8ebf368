import { NO_UNIT_ID, SEVERAL_VARIANTS } from '../../experiment/summary-layout.js';
import { badValue } from '../values/values.js';
import { countReader, type FoldContext, fieldReader } from './fields.js';

/**
 * Takes the rows of a summary that are of no variant, and says whether it did: those of units that
 * were seen in two variants, which are counted; rows without a unit id are refused.
 */
export function markedRows(context: FoldContext): (fields: string[], line: number) => boolean {
  const { header, reading, aggregates, options } = context;
  if (reading.variantColumn === null) return () => false;
  const variant = fieldReader(header, reading.variantColumn, options);
  const units = countReader(header, reading.unitsColumn!, options);
  return (fields, line) => {
    const { text, place } = variant(fields, line);
    if (text === NO_UNIT_ID) {
      const hint = 'leave such rows out of the query, by its condition: ID IS NOT NULL';
      throw badValue(place, 'there are rows without a unit id', hint);
    }
    if (text !== SEVERAL_VARIANTS) return false;
    aggregates.unitsInTwoVariants += units(fields, line).value ?? 0;
    return true;
  };
}
