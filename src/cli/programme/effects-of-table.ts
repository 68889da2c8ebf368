import { UserError } from '../../errors.js';
import { effectsFromTable } from '../../programme/worth/effects-from-table.js';
import { readEffects } from '../../read/effects/effects-table.js';
import { formatOf, type Source } from '../../read/reading.js';
import { numberOrNaN } from '../../read/values/numbers.js';
import { formatAlone } from '../flags/csv-format.js';
import { withProgress } from '../input/read-files.js';
import type { Io } from '../io.js';
import type { FoundEffects } from './found-effects.js';
import type { ProgrammeFlags } from './programme-flags.js';

/** The effects of a table. */
export async function effectsOfTable(
  sources: readonly Source[],
  flags: ProgrammeFlags,
  io: Io,
): Promise<FoundEffects> {
  const [source, another] = sources;
  if (another !== undefined || source!.variant !== null) {
    throw new UserError('effects come in one table, and here are several', {
      hint: 'put them into one file; a journal is named *.jsonl',
    });
  }
  if (flags.metric !== undefined) {
    throw new UserError('--metric is about journals, and this is a table of effects', {
      hint: 'leave it out: effects are taken as they stand there',
    });
  }
  if (flags.holdout.length > 0) {
    throw new UserError('--holdout is about journals, and this is a table of effects', {
      hint: 'leave it out: a table says nothing of what was shipped since a group was held out',
    });
  }
  const options = formatAlone(flags);
  const { read, rows, tags } = await withProgress([source!], io, { quiet: false }, (input) =>
    readEffects(source!, options, input),
  );
  const { alpha, lowerIsBetter = false } = flags;
  const { path, sha256, rows: count, skippedRows } = read;
  return {
    effects: effectsFromTable(rows, { alpha, lowerIsBetter }),
    tags,
    numberOf: (tag, text) => numberOrNaN(text, formatOf(options, tag)),
    origin: {
      source: { kind: 'effects', files: [{ path, sha256, rows: count, skippedRows }] },
      metric: null,
      direction: lowerIsBetter ? 'decrease' : 'increase',
      scale: flags.scale ?? 'given',
      leftOut: [],
      maturity: null,
    },
  };
}
