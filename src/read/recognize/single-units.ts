import { UserError } from '../../errors.js';
import { fileOf, type Layout, type ReadOptions } from '../reading.js';
import { type Header, requireColumn } from './header.js';

/**
 * The name of the column of unit ids; `null` where none was said.
 *
 * @throws {UserError} when there is no such column, it is the variants', or rows are not single units.
 */
export function unitIdColumnOf(
  header: Header,
  layout: Layout,
  variantColumn: string | null,
  { unitIdColumn, unitIdOfRows }: ReadOptions,
): string | null {
  if (unitIdColumn === null || (unitIdOfRows === true && layout === 'summary')) return null;
  const found = header.names[requireColumn(header, unitIdColumn)]!;
  if (found === variantColumn) {
    throw new UserError(
      (say) => `${say.unitId()} ${unitIdColumn}: that is the column of variants`,
      {
        hint: 'name the column that tells units apart',
      },
    );
  }
  if (layout === 'rows') return found;
  throw new UserError(
    (say) => `${say.unitId()} ${unitIdColumn}: ${fileOf(layout)} has no rows of single units`,
    {
      hint: (say) => `leave it out; or is each row one of a unit (${say.layout('rows')})?`,
    },
  );
}

/**
 * Checks that an empty value can be what it was said to be.
 *
 * @throws {UserError} when rows are not single units.
 */
export function checkEmpty(layout: Layout, { emptyIs }: ReadOptions): void {
  if (emptyIs !== 0 || layout === 'rows') return;
  throw new UserError(
    (say) => `${say.emptyIs('0')}: ${fileOf(layout)} has no values of single units`,
    {
      hint: 'leave it out, and write each 0 in the file',
    },
  );
}

/**
 * Checks that ranks, where they were asked for, can be had.
 *
 * @throws {UserError} when rows are not single units.
 */
export function checkRanks(layout: Layout, { ranks }: ReadOptions): void {
  if (!ranks || layout === 'rows') return;
  throw new UserError(
    (say) =>
      `${say.test?.('brunner-munzel') ?? 'ranks'}: ${fileOf(layout)} does not say what each unit's value is`,
    {
      hint: 'ranks need rows of single units',
    },
  );
}
