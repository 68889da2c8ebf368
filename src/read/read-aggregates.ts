import { UserError } from '../errors.js';
import type { Aggregates } from '../experiment/aggregates.js';
import { partedBy } from '../experiment/parted.js';
import type { FileHashes } from './bytes/file-hashes.js';
import { whileUnchanged } from './bytes/unchanged.js';
import { mayKeepFew, readKeepingFew } from './few-kept.js';
import { takeFile } from './file-records.js';
import { fileState, type ReadState } from './file-state.js';
import { addDeferred } from './fold/caps.js';
import { checkCounted } from './fold/counted-units.js';
import { takeDays } from './fold/fold-days.js';
import { checkSuccessProfile } from './fold/value-profile.js';
import { checkVariantNames } from './fold/variant-names.js';
import { type KeptSpans, READ_IN_VAIN } from './kept-spans.js';
import { readInOrder } from './limits-first.js';
import { finish } from './one-file.js';
import { observedUnits } from './panel/observed.js';
import { panelDays } from './panel/panel-days.js';
import type { Reading, ReadOptions, Source, StandardInput } from './reading.js';
import { checkDaysOfFiles } from './recognize/same-days.js';
import { scanningOf } from './scanning.js';
import { areCrossed } from './segment-parts.js';
import { addUnits } from './units/units.js';

/** One file as it was read: `rows` used, and those left out, with why. */
export interface FileRead extends FileHashes {
  path: string;
  rows: number;
  blankRows: number;
  skippedRows: number;
  /** Rows that were not asked for; absent where all were. */
  otherRows?: number;
}

/** The aggregates of all files, and how they were come by. */
export interface ReadResult {
  aggregates: Aggregates;
  reading: Reading;
  files: FileRead[];
}

/**
 * Reads result files into aggregates, one after the other. The first decides how all are read.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 * @example
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, reading } = await readAggregates(sources, planReadOptions(plan), process);
 * reading.layout; // => 'counts'
 * [...aggregates.variants.keys()]; // => [ 'generic', 'light', 'full' ]
 */
export async function readAggregates(
  sources: readonly Source[],
  options: ReadOptions,
  io: StandardInput,
): Promise<ReadResult> {
  checkSources(sources, options);
  return mayKeepFew(sources, options, io)
    ? readKeepingFew(readOnce, sources, options, io)
    : readInOrder(readOnce, sources, options, io);
}

async function readOnce(
  sources: readonly Source[],
  options: ReadOptions,
  io: StandardInput,
  spans?: KeptSpans,
): Promise<ReadResult> {
  let known: ReadState | null = null;
  const files: FileRead[] = [];
  const scanning = scanningOf(sources, io, spans);
  try {
    for (const source of sources) {
      const state = fileState(source, options, known);
      const hashes = await whileUnchanged(source, io, () => takeFile(state, io, scanning));
      known = finish(state);
      files.push({ path: source.path, ...hashes, ...state.count });
    }
  } finally {
    scanning.leave();
  }
  if (spans !== undefined) {
    const { areTold } = await import('./wanted-places.js');
    if (!areTold(known!, spans)) throw READ_IN_VAIN;
  }
  const { reading, aggregates, seen, units, rows, kept, days } = known!;
  checkDaysOfFiles(days, sources, reading);
  reading.metrics.forEach((metric, i) => {
    checkSuccessProfile(metric, seen[i]!);
  });
  const observed = rows === null ? null : observedUnits(units!, rows, reading);
  const isLeftOut = observed?.isLeftOut ?? null;
  if (units !== null) await addUnits({ units, aggregates, reading, options, kept, isLeftOut });
  if (kept !== null) addDeferred(kept, aggregates, reading);
  checkCounted(aggregates);
  checkVariantNames(aggregates, reading, options);
  const isParted = areCrossed(reading, options) && options.forSummary !== true;
  const { trigger = null, segments } = reading;
  const isCrossed = options.crossSegments === true && segments.length > 0;
  const all = isParted ? partedBy(aggregates, { trigger, isCrossed }) : aggregates;
  if (observed === null) takeDays(all, reading);
  else all.days = panelDays({ units: units!, rows: rows!, observed, aggregates: all, reading });
  return { reading, files, aggregates: all };
}

function checkSources(sources: readonly Source[], { variantColumn }: ReadOptions): void {
  const named = sources.filter(({ variant }) => variant !== null);
  if (named.length > 0 && named.length < sources.length) {
    const other = sources.find(({ variant }) => variant === null)!;
    throw new UserError(`${other.path} has no variant, other files have`, {
      hint: 'name the variants of all files (generic=a.csv personalized=b.csv) or none',
    });
  }
  if (named.length > 0 && variantColumn !== null) {
    throw new UserError(
      (say) => `${say.variantColumn()} ${variantColumn}: the files have their variants named`,
      {
        hint: (say) => `leave out the ${say.option}, or the names before the files`,
      },
    );
  }
  if (sources.filter(({ path }) => path === '-').length > 1) {
    throw new UserError('standard input (-) can be read only once', {
      hint: 'name - once, and the other files by their paths',
    });
  }
}
