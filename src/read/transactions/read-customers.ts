import type { RecordSink } from '../csv/records.js';
import { fileName, type Source, type StandardInput } from '../reading.js';
import type { Header } from '../recognize/header.js';
import { readTable } from '../table.js';
import { columnsOfSums, emptySums, historyTaker, type SummedCustomers } from './history-rows.js';
import { checkLog, emptyLog, transactionTaker } from './transaction-rows.js';
import type { TransactionLog, TransactionOptions } from './transactions.js';

/** Customers as files have them: by their transactions, or summed up. */
export type CustomersRead =
  | ({ kind: 'transactions' } & TransactionLog)
  | ({ kind: 'histories' } & SummedCustomers);

/**
 * The customers of these files: all of transactions, or all of sums, as the header of the first says.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function readCustomers(
  sources: readonly Source[],
  options: TransactionOptions,
  io: StandardInput,
): Promise<CustomersRead> {
  const [log, sums] = [emptyLog(), emptySums()];
  let kind: CustomersRead['kind'] | null = null;
  const taker =
    (source: Source) =>
    (header: Header): RecordSink => {
      kind ??= columnsOfSums(header) === null ? 'transactions' : 'histories';
      return kind === 'histories'
        ? historyTaker(header, source, sums, options)
        : transactionTaker(header, source, log, options);
    };
  for (const source of sources) {
    const read = await readTable(source, options, io, taker(source));
    (kind === 'histories' ? sums : log).files.push(read);
  }
  if (kind === 'histories') return { kind, ...sums };
  checkLog(log, fileName(sources[0]!), options);
  return { kind: 'transactions', ...log };
}
