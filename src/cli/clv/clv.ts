import { UserError } from '../../errors.js';
import { lifetimeAnalysis } from '../../experiment/lifetime/lifetime.js';
import { fileName, type Source } from '../../read/reading.js';
import type { TableRead } from '../../read/table.js';
import { readAssignments } from '../../read/transactions/assignments.js';
import { type CustomersRead, readCustomers } from '../../read/transactions/read-customers.js';
import type {
  CustomerLog,
  TransactionOptions,
  TransactionWords,
} from '../../read/transactions/transactions.js';
import { answerFormats } from '../../render/answers.js';
import { renderCustomers } from '../../render/customers-csv.js';
import { wordNoModel } from '../../report/wording/lifetime-wording.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { formatAlone } from '../flags/csv-format.js';
import { flagName } from '../flags/flag.js';
import { withProgress } from '../input/read-files.js';
import { sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { sideOutput } from '../output/side-output.js';
import { writeWholeFiles } from '../output/whole-files.js';
import { CLV_FLAGS, type ClvFlags } from './clv-flags.js';
import { questionOf, timesOf } from './clv-question.js';
import { clvReport } from './clv-report.js';
import { customerRows } from './customer-rows.js';
import { customersFrom } from './customers-from.js';

/** Predicts what customers will buy, and writes the report, and the customers where they are asked for. */
export async function clv(files: string[], given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(CLV_FLAGS, given);
  const sources = await sourcesOf(files);
  const beside = flags.assignments === undefined ? [] : await sourcesOf([flags.assignments]);
  const inputs = [...sources, ...beside].map(({ path }) => path);
  const targets = outputsFrom(flags, answerFormats('lifetime'), inputs);
  const side = { flag: '--customers-out', output: flags.customersOut, format: 'csv' } as const;
  const customersFile = sideOutput(side, inputs, targets);
  const options = optionsFrom(flags, io);
  const read = await withProgress(sources, io, { quiet: false }, (input) =>
    // Beside a file of assignments the column of variants is that file's.
    readCustomers(
      sources,
      beside.length === 0 ? options : { ...options, variantColumn: null },
      input,
    ),
  );
  const assigned = await assignmentsOf(beside, read, options, io);
  const times = timesOf(read, flags);
  const from = customersFrom(read, assigned?.customers ?? null, times.span?.end ?? 0, times.unit);
  const amounts = read.kind === 'histories' ? read.columns.mean : read.columns.amount;
  const question = questionOf(from.customers, amounts !== null, flags, times);
  const analysis = lifetimeAnalysis(from.customers, question);
  if ('code' in analysis) {
    throw new UserError(wordNoModel(analysis), {
      location: { file: fileName(sources[0]!) },
      hint: analysis.code.includes('SPEN')
        ? 'purchases can be predicted all the same: --purchases-only'
        : 'nothing is predicted from that; more customers, or a longer time, tell more',
    });
  }
  const assignments = assigned?.file ?? null;
  const report = clvReport({ read, assignments, from, times, question, analysis }, flags);
  if (customersFile !== null) {
    const text = renderCustomers(customerRows(from.customers, analysis));
    writeWholeFiles([{ path: customersFile, text }]);
  }
  await writeAnswer('lifetime', report, targets, flags, io);
}

/** Who was assigned where, from a file of its own. */
async function assignmentsOf(
  [source]: readonly Source[],
  read: CustomersRead,
  options: TransactionOptions,
  io: Io,
): Promise<{ customers: Map<string, CustomerLog>; file: TableRead } | null> {
  if (source === undefined) return null;
  const said = [...read.customers.values()].some(({ variant }) => variant !== null);
  if (said) {
    throw new UserError(`--assignments ${source.path}: the transactions say variants too`, {
      hint: 'leave out the one of the two that is not the assignment',
    });
  }
  const customers = new Map<string, CustomerLog>();
  const file = await readAssignments(source, customers, options, io);
  return { customers, file };
}

/** How the flags say that transactions are read. */
function optionsFrom(flags: ClvFlags, io: Io): TransactionOptions {
  const { customer = null, date = null, amount = null, variantColumn = null } = flags;
  if (amount !== null && flags.purchasesOnly === true) {
    throw new UserError('--amount: --purchases-only asks nothing of amounts', {
      hint: 'leave out one of the two',
    });
  }
  return {
    ...formatAlone(flags),
    variantColumn,
    customer,
    date,
    amount,
    purchasesOnly: flags.purchasesOnly === true,
    dateOrder: flags.dateOrder ?? null,
    refunds: flags.refunds,
    until: flags.until ?? null,
    // East of here it may be tomorrow already.
    today: Math.floor(io.now().getTime() / MS_PER_DAY) + 1,
    say: WORDS,
  };
}

const MS_PER_DAY = 86_400_000;

const WORDS = Object.fromEntries(
  ['customer', 'date', 'amount', 'purchasesOnly', 'dateOrder', 'refunds', 'until'].map((key) => [
    key,
    (value?: string) => (value === undefined ? flagName(key) : `${flagName(key)} ${value}`),
  ]),
) as TransactionWords;
