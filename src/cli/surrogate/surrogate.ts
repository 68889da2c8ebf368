import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { fileName, type ReadOptions } from '../../read/reading.js';
import { readUnitRows, type UnitsRead } from '../../read/surrogate/unit-rows.js';
import { answerFormats } from '../../render/answers.js';
import { INDEXED_COLUMNS, renderIndexedUnits } from '../../render/indexed-units-csv.js';
import { buildSurrogate } from '../../report/build-surrogate.js';
import { wordNoIndex } from '../../report/wording/surrogate-wording.js';
import { type IndexModel, indexModel, indexOf } from '../../stats/surrogate/index-model.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { formatAlone } from '../flags/csv-format.js';
import { withProgress } from '../input/read-files.js';
import { filesFor, sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { sideOutput } from '../output/side-output.js';
import { writeWholeFiles } from '../output/whole-files.js';
import { comparedArms } from './compared-arms.js';
import { recordOfIndex } from './record-of-index.js';
import { SURROGATE_FLAGS, type SurrogateFlags } from './surrogate-flags.js';

/** Foretells what a test does to an outcome, and writes the report, and the units where they are asked for. */
export async function surrogate(files: string[], given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(SURROGATE_FLAGS, given);
  const measures = measuresOf(flags);
  const [sources, past] = [await sourcesOf(files), await sourcesOf([flags.history])];
  const journals = flags.ledger === undefined ? [] : await filesFor(flags.ledger);
  const inputs = [...[...sources, ...past].map(({ path }) => path), ...journals];
  const targets = outputsFrom(flags, answerFormats('surrogate'), inputs);
  const side = { flag: '--units-out', output: flags.unitsOut, format: 'csv' } as const;
  const unitsFile = sideOutput(side, inputs, targets);
  const options = optionsFrom(flags);
  const names = measures.map(({ name }) => name);
  const wanted = { values: names, hasVariants: false, unitId: null };
  const history = await withProgress(past, io, { quiet: false }, (input) =>
    readUnitRows(past, { ...wanted, values: [...names, flags.outcome] }, options, input),
  );
  const experiment = await withProgress(sources, io, { quiet: false }, (input) =>
    readUnitRows(
      sources,
      { ...wanted, hasVariants: true, unitId: flags.unitId ?? null },
      options,
      input,
    ),
  );
  const model = modelOf(history, names, flags, fileName(past[0]!));
  const compared = comparedArms(experiment, model, flags);
  const onRecord =
    flags.ledger === undefined
      ? null
      : await recordOfIndex(flags.ledger, model, names, flags.outcome);
  const report = buildSurrogate({
    tool: { name: 'perso-test', version },
    input: {
      history: history.files,
      files: experiment.files,
      variantColumn: experiment.columns.variant,
      unitIdColumn: experiment.columns.id,
    },
    alpha: flags.alpha,
    model,
    outcome: flags.outcome,
    measures,
    ...compared,
    missing: { history: sumOf(history.missing), byVariant: compared.missing },
    onRecord,
  });
  if (unitsFile !== null) {
    const rows = experiment.units.map(({ id, variant, values }) => ({
      id,
      variant: variant!,
      values,
      index: indexOf(model, values),
    }));
    const text = renderIndexedUnits(rows, experiment.columns.id, names);
    writeWholeFiles([{ path: unitsFile, text }]);
  }
  await writeAnswer('surrogate', report, targets, flags, io);
}

function sumOf(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** What the index is made of, surrogates first. */
function measuresOf({ surrogate: surrogates, covariate, outcome, unitsOut }: SurrogateFlags) {
  const [first] = surrogates;
  if (first === undefined) {
    throw new UserError('which columns are known early?', {
      hint: 'name them: --surrogate COLUMN, once for each',
    });
  }
  const names = [...surrogates, ...covariate];
  const twice = [outcome, ...names].find((name, i, all) => all.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new UserError(`${twice} is named twice`, {
      hint: 'outcome, surrogates and covariates are different columns',
    });
  }
  checkWritable(names, unitsOut);
  return [
    ...surrogates.map((name) => ({ name, role: 'surrogate' as const })),
    ...covariate.map((name) => ({ name, role: 'covariate' as const })),
  ];
}

/** What is written has columns of its own, beside which no measurement may be called alike. */
function checkWritable(names: readonly string[], unitsOut: string | undefined): void {
  const own: string[] = Object.values(INDEXED_COLUMNS);
  const taken = names.find((name) => own.includes(name));
  if (unitsOut === undefined || taken === undefined) return;
  throw new UserError(`--units-out ${unitsOut}: ${taken} is a column of its own there`, {
    hint: 'give the measurement another name, in both files',
  });
}

function modelOf(
  { units }: UnitsRead,
  names: readonly string[],
  { outcome, family }: SurrogateFlags,
  file: string,
): IndexModel {
  const rows = units.map(({ values }) => values.slice(0, -1));
  const outcomes = units.map(({ values }) => values.at(-1)!);
  if (family === 'logistic' && outcomes.some((y) => y !== 0 && y !== 1)) {
    throw new UserError(`--family logistic: ${outcome} is not yes or no, 1 or 0, in all rows`, {
      location: { file },
      hint: 'of an amount: --family linear',
    });
  }
  const model = indexModel(rows, outcomes, family);
  if (!('code' in model)) return model;
  throw new UserError(wordNoIndex(model, names, outcome), {
    location: { file },
    hint: 'leave out the measurement that tells nothing, or give a longer history',
  });
}

function optionsFrom(flags: SurrogateFlags): ReadOptions {
  return { ...formatAlone(flags), variantColumn: flags.variantColumn ?? null };
}
