import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';
import { analyzeAggregates } from '../../experiment/analysis.js';
import { TESTS } from '../../experiment/compare/tests.js';
import type { Comparison } from '../../experiment/comparison.js';
import type { BeliefOnFile } from '../../experiment/effect-belief.js';
import { type ReadResult, readAggregates } from '../../read/read-aggregates.js';
import type { Source } from '../../read/reading.js';
import { REPORT_FORMAT_NAMES, reportFormat } from '../../render/report-formats.js';
import { buildReport } from '../../report/build.js';
import { inputReport } from '../../report/input-report.js';
import { withProject } from '../../report/project-checks.js';
import type { Report } from '../../report/report.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { flagName } from '../flags/flag.js';
import { FLAG_WORDS } from '../flags/flag-words.js';
import { readOptionsFrom } from '../flags/read-options.js';
import { readWithProgress } from '../input/read-files.js';
import { filesFor, sourcesOf } from '../input/sources.js';
import { TYPED, type TypedFigures, typedFigures } from '../input/typed-figures.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import type { Project } from '../project/project.js';
import { projectRun } from '../project/project-run.js';
import { ANALYZE_FLAGS, type AnalyzeFlags, asksForRanks } from './analyze-flags.js';
import { designFrom } from './design-from.js';
import { withHoldout } from './holdout-flags.js';
import { beliefOf, priorFile } from './learned-from.js';
import { checkShown } from './shown-in.js';

/** Reads the files, compares the variants and writes the report. */
export async function analyze(
  files: string[],
  given: unknown,
  { said, project }: { said: readonly string[]; project: Project },
  io: Io,
): Promise<void> {
  const flags = withHoldout(checkedFlags(ANALYZE_FLAGS, given));
  const typed = typedFigures(files, flags.metric.length === 1 ? flags.metric[0]! : '');
  const sources = typed === null ? await sourcesOf(files) : [];
  const paths = sources.map(({ path }) => path);
  const journals = flags.ledger === undefined ? [] : await filesFor(flags.ledger);
  const prior = priorFile(flags);
  const others = [flags.plan, flags.journal, prior].filter((path) => path != null);
  const targets = outputsFrom(flags, REPORT_FORMAT_NAMES, [...paths, ...others, ...journals]);
  checkShown(targets, flags, said);
  const unhashed =
    sources.length === 1 && !targets.some(({ format }) => reportFormat(format).showsHashes);
  const report =
    typed === null
      ? await reportFrom({ ...flags, unhashed }, { said, project }, sources, io)
      : withProject(await reportOfFigures(typed, flags, said), projectRun(null, project));
  await writeAnswer('analysis', report, targets, flags, io);
}

/** What beside figures there is nothing to say of: files, their rows and columns, and plans. */
const OF_FILES = new Set(['plan', 'journal', ...Object.keys(ANALYZE_FLAGS['Reading:'])]);

const OF_COLUMNS = new Set([
  'segment',
  'triggered',
  'covariate',
  'cap',
  'overTime',
  'exposedAt',
  'horizon',
]);

/** The report of figures that were typed. */
async function reportOfFigures(
  { text, options }: TypedFigures,
  flags: AnalyzeFlags,
  said: readonly string[],
): Promise<Report> {
  const other = said.find((key) => OF_FILES.has(key) || OF_COLUMNS.has(key));
  if (other !== undefined || flags.metric.length > 1) {
    throw new UserError(
      `${flagName(other ?? 'metric')}: figures on the command line have no columns`,
      {
        hint: 'leave it out; --metric NAME, once, says what they are of',
      },
    );
  }
  const stdin = (async function* () {
    yield text;
  })();
  const all = { ...readOptionsFrom(flags), ...options, unhashed: true };
  const read = await readAggregates([{ path: '-', variant: null }], all, { stdin });
  const files = read.files.map((file) => ({ ...file, path: TYPED, sha256: null }));
  const report = reportOfRead({ ...read, files }, flags, await beliefOf(flags));
  return withHeldOut(report, read.aggregates, flags);
}

async function reportFrom(
  flags: AnalyzeFlags & { unhashed: boolean },
  { said, project }: { said: readonly string[]; project: Project },
  sources: readonly Source[],
  io: Io,
): Promise<Report> {
  const { plan, journal } = flags;
  if (plan !== undefined) {
    const { plannedReport } = await import('./planned-report.js');
    return plannedReport({ ...flags, plan }, said, sources, project, io);
  }
  if (journal !== undefined) {
    throw new UserError('--journal keeps the looks of a plan, and there is none', {
      hint: 'pass --plan plan.yaml too',
    });
  }
  const belief = await beliefOf(flags);
  const quiet = flags.quiet === true;
  const ranks = flags.test.some(asksForRanks);
  const options = {
    ...readOptionsFrom(flags),
    ...daysFrom(flags),
    ranks,
    crossSegments: flags.target === true,
    aroundQuantiles: areQuantilesAlone(flags),
    unhashed: flags.unhashed,
  };
  const read = await readWithProgress(sources, options, io, { quiet });
  const report = await withHeldOut(reportOfRead(read, flags, belief), read.aggregates, flags);
  return withProject(report, projectRun(null, project));
}

/** The report, with what journals claim held against a held-out group; few have one, and reading journals takes long to load. */
async function withHeldOut(report: Report, aggregates: Aggregates, flags: AnalyzeFlags) {
  if (flags.holdout === undefined) return report;
  const heldOut = await import('./held-out-report.js');
  return heldOut.withHeldOut(report, aggregates, flags);
}

/** Which columns of days are read, where any are. */
function daysFrom({ overTime, exposedAt, horizon }: AnalyzeFlags) {
  return { overTime: overTime ?? null, exposedAt: exposedAt ?? null, horizon: horizon ?? null };
}

/** Whether values around quantiles are enough: no other values of theirs are asked for, and none are put together. */
function areQuantilesAlone(flags: AnalyzeFlags): boolean {
  const { monitoring, poolTreatments, poolSegments, triggered, target, overTime } = flags;
  const isPooled = poolTreatments === true || poolSegments !== undefined || target === true;
  const isParted = triggered !== undefined || overTime !== undefined;
  return monitoring !== 'always-valid' && !isPooled && !isParted;
}

/** The report of what was read, with what is believed of the effects on one of its metrics. */
export function reportOfRead(
  read: ReadResult,
  flags: AnalyzeFlags,
  belief: BeliefOnFile | null = null,
): Report {
  const design = designFrom(flags, read.aggregates, read.reading.metrics, belief);
  const analysis = analyzeAggregates(read.aggregates, design);
  checkTests(flags, analysis.comparisons);
  return buildReport(analysis, inputReport(read), version, { plan: null, look: null }, FLAG_WORDS);
}

/** A test that was asked for and that no metric takes would be silently ignored. */
function checkTests({ test }: AnalyzeFlags, comparisons: readonly Comparison[]): void {
  // A guardrail has its own test, which no flag changes.
  const choosing = comparisons.filter(({ role }) => role !== 'guardrail');
  const kinds = new Set(choosing.map(({ kind }) => kind));
  const [unused] = test.filter(
    (name) => !kinds.has(asksForRanks(name) ? 'mean' : TESTS[name].kind),
  );
  if (unused === undefined) return;
  const kind = kinds.has('mean') ? 'means' : 'proportions';
  const which =
    choosing.length < comparisons.length ? 'metrics but guardrails' : 'metrics of this run';
  throw new UserError(`--test ${unused}: all ${which} are ${kind}`, {
    hint: kind === 'means' ? 'take welch or student' : 'take score or fisher',
  });
}
