import { existsSync, realpathSync } from 'node:fs';
import { version } from '../../package.json';
import { UserError } from '../errors.js';
import { analyzeCells } from '../experiment/analysis.js';
import { unitsRead } from '../experiment/cells.js';
import type { Comparison } from '../experiment/comparison.js';
import type { FileRead, ReadResult } from '../read/read-cells.js';
import type { Reading, ReadOptions, Source } from '../read/reading.js';
import { renderJson } from '../render/json.js';
import { renderText, renderVerdict } from '../render/text.js';
import { buildReport } from '../report/build.js';
import type { InputReport, Report } from '../report/report.js';
import { type AnalyzeFlags, analyzeFlags } from './analyze-options.js';
import { designFrom } from './design-from.js';
import type { Io } from './io.js';
import { styleFor, writeReport } from './output.js';
import { readWithProgress } from './read-files.js';
import { sourcesOf } from './sources.js';
import { checkedFlags } from './values.js';

/** Reads the files, compares the variants and writes the report. */
export async function analyze(files: string[], given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(analyzeFlags, given);
  if (flags.quiet === true && flags.format !== 'text') {
    throw new UserError(`--quiet is for text; --format ${flags.format} is always whole`, {
      hint: 'leave out one of the two',
    });
  }
  const sources = await sourcesOf(files);
  checkOutput(flags.output, sources);
  const quiet = flags.quiet === true;
  const read = await readWithProgress(sources, readOptions(flags), io, { quiet });
  const design = designFrom(flags, read.cells, read.reading.metrics);
  const analysis = analyzeCells(read.cells, design);
  checkTests(flags, analysis.comparisons);
  const report = buildReport(analysis, inputReport(read), version);
  writeReport(await rendered(report, flags, io), flags.output, io);
}

/** A report written over its own data would destroy them. */
function checkOutput(output: string | undefined, sources: readonly Source[]): void {
  if (output === undefined || !existsSync(output)) return;
  const target = realpathSync(output);
  const source = sources.find(({ path }) => existsSync(path) && realpathSync(path) === target);
  if (source === undefined) return;
  throw new UserError(`--output ${output}: that is one of the files to read`, {
    hint: 'give the report a file of its own',
  });
}

function readOptions(flags: AnalyzeFlags): ReadOptions {
  const decimal = new Map(flags.decimal.map(({ column, separator }) => [column, separator]));
  const thousands = flags.thousands ?? '';
  if (
    thousands !== '' &&
    [decimal.get('') ?? '.', ...decimal.values()].includes(thousands as '.')
  ) {
    throw new UserError(`--thousands ${thousands}: that is the decimal separator already`, {
      hint: 'pass --decimal too: --thousands . --decimal ,',
    });
  }
  return {
    layout: flags.layout ?? null,
    variantColumn: flags.variantColumn ?? null,
    unitsColumn: flags.unitsColumn ?? null,
    unitIdColumn: flags.unitId ?? null,
    metrics: flags.metric,
    segments: flags.segment,
    covariates: flags.covariate,
    caps: flags.cap,
    ranks: flags.test.includes('mann-whitney'),
    delimiter: flags.delimiter ?? null,
    encoding: flags.encoding ?? null,
    decimal,
    thousands,
    missing: flags.missing,
    onBadRow: flags.onBadRow,
  };
}

/** A test that was asked for and that no metric takes would be silently ignored. */
function checkTests({ test }: AnalyzeFlags, comparisons: readonly Comparison[]): void {
  // A guardrail has its own test, which no flag changes.
  const choosing = comparisons.filter(({ role }) => role !== 'guardrail');
  const kinds = new Set(choosing.map(({ kind }) => kind));
  const [unused] = test.filter(
    (name) => !kinds.has(name === 'score' || name === 'fisher' ? 'proportion' : 'mean'),
  );
  if (unused === undefined) return;
  const kind = kinds.has('mean') ? 'means' : 'proportions';
  const which =
    choosing.length < comparisons.length ? 'metrics but guardrails' : 'metrics of this run';
  throw new UserError(`--test ${unused}: all ${which} are ${kind}`, {
    hint: kind === 'means' ? 'take welch or student' : 'take score or fisher',
  });
}

function inputReport({ reading, cells, files }: ReadResult): InputReport {
  return {
    files: files.map(({ path, ...rest }: FileRead) => ({ path, ...rest })),
    ...columnsOf(reading),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    units: unitsRead(cells),
    caps: cells.capped,
  };
}

function columnsOf({ layout, variantColumn, unitsColumn, unitIdColumn }: Reading) {
  return { layout, variantColumn, unitsColumn, unitIdColumn };
}

async function rendered(report: Report, flags: AnalyzeFlags, io: Io): Promise<string> {
  if (flags.format === 'json') return renderJson(report);
  const style = await styleFor(io, flags);
  return flags.quiet === true ? renderVerdict(report, style) : renderText(report, style);
}
