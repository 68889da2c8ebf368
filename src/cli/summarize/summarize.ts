import { sum } from 'simple-statistics';
import { UserError } from '../../errors.js';
import type { Aggregates, CappedSide } from '../../experiment/aggregates.js';
import { crossedNames, NO_UNIT_ID, SEVERAL_VARIANTS } from '../../experiment/summary-layout.js';
import type { FileRead } from '../../read/read-aggregates.js';
import { partsOf, type Reading } from '../../read/reading.js';
import { inert, printable } from '../../render/printable.js';
import { renderSummary } from '../../render/summary-csv.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { readOptionsFrom } from '../flags/read-options.js';
import { readWithProgress } from '../input/read-files.js';
import { sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import { writeExactText } from '../output/exact-text.js';
import { outputsFrom } from '../output/outputs.js';
import { SUMMARIZE_FLAGS } from './summarize-flags.js';

/** Reads the files and writes their summary; what was left out or changed is said on stderr. */
export async function summarize(files: string[], given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(SUMMARIZE_FLAGS, given);
  const sources = await sourcesOf(files);
  const paths = sources.map(({ path }) => path);
  const targets = outputsFrom({ format: [], output: flags.output }, ['text'], paths);
  const options = { ...readOptionsFrom(flags), forSummary: true, unhashed: true };
  const {
    aggregates,
    reading,
    files: read,
  } = await readWithProgress(sources, options, io, { quiet: false });
  checkNames(aggregates);
  const summary = renderSummary(aggregates, {
    variantColumn: reading.variantColumn ?? 'variant',
    segmentColumns: segmentColumns(reading),
    metrics: reading.metrics.map(partsOf),
  });
  for (const note of notes(read, aggregates)) io.stderr.write(`${inert(printable(note))}\n`);
  await writeExactText(targets, summary, io);
}

function segmentColumns({ segments: [crossed] }: Reading): string[] {
  return crossed === undefined ? [] : crossedNames(crossed);
}

/** A variant of such a name would be read back as something else. */
function checkNames({ variants }: Aggregates): void {
  const marked = [SEVERAL_VARIANTS, NO_UNIT_ID].find((name) => variants.has(name));
  if (marked === undefined) return;
  throw new UserError(`a variant is called ${marked}, which means something else in a summary`, {
    hint: 'give it another name',
  });
}

function unitsOf({ touched }: CappedSide): number {
  return sum(touched.map(({ units }) => units));
}

/** What a reader of the summary could not know: rows that were left out, values that were capped. */
function notes(files: readonly FileRead[], { capped }: Aggregates): string[] {
  const skipped = files.filter(({ skippedRows }) => skippedRows > 0);
  return [
    ...skipped.map(({ path, rows, skippedRows }) => {
      const [what, were] = skippedRows === 1 ? ['row', 'was'] : ['rows', 'were'];
      return `${path}: ${skippedRows} ${what} cannot be read and ${were} left out, ${rows} were used`;
    }),
    ...capped.flatMap(({ metric, lower, ...upper }) => [
      `${metric}: ${unitsOf(upper)} values above ${upper.limit} taken as that`,
      ...(lower === undefined
        ? []
        : [`${metric}: ${unitsOf(lower)} values below ${lower.limit} taken as that`]),
    ]),
  ];
}
