import { UserError } from '../../errors.js';
import type { RecordSink } from '../csv/records.js';
import { fileName, type Source, type StandardInput } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { readTable, type TableRead } from '../table.js';
import { customerColumn, variantColumnOf } from './columns.js';
import { nameReader, variantAdder } from './fields.js';
import { type CustomerLog, customerIn, type TransactionOptions } from './transactions.js';

/**
 * Adds to the customers who was assigned to which variant; who bought nothing is a customer with no transactions.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function readAssignments(
  source: Source,
  customers: Map<string, CustomerLog>,
  options: TransactionOptions,
  io: StandardInput,
): Promise<TableRead> {
  const read = await readTable(source, options, io, (header) =>
    assignmentTaker(header, customers, options),
  );
  if ([...customers.values()].some(({ variant }) => variant !== null)) return read;
  throw new UserError('nobody in it is assigned to a variant', {
    location: { file: fileName(source) },
    hint: (say) => `is it the right column? ${say.variantColumn('NAME')}`,
  });
}

function assignmentTaker(
  header: Header,
  customers: Map<string, CustomerLog>,
  options: TransactionOptions,
): RecordSink {
  const variant = options.variantColumn ?? variantColumnOf(header);
  if (variant === null) {
    throw new UserError('which column is the variant?', {
      location: { file: header.file, line: header.line },
      hint: (say) => `name it: ${say.variantColumn('NAME')}`,
    });
  }
  const nameOf = nameReader(header, customerColumn(header, options), options);
  const addVariant = variantAdder(header, variant, options);
  return (fields, line) => {
    const name = nameOf(fields, line);
    addVariant(customerIn(customers, name), name, fields, line);
  };
}
