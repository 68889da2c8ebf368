import { availableParallelism } from 'node:os';
import { sum } from 'simple-statistics';
import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import type { BeliefOnFile } from '../../experiment/effect-belief.js';
import type { UnitsByVariant } from '../../experiment/monitoring/monitoring.js';
import { believedScenario, scenariosOf } from '../../experiment/simulate/scenario.js';
import { checkShifts, type Simulation } from '../../experiment/simulate/simulation.js';
import type { Plan } from '../../experiment/size/plan.js';
import { plannedDecisions } from '../../experiment/size/planned-decision.js';
import { plannedUnits } from '../../experiment/size/planned-units.js';
import { readPlan } from '../../read/plan/read-plan.js';
import { answerFormats } from '../../render/answers.js';
import { buildSimulation } from '../../report/build-simulation.js';
import { writtenBy } from '../../report/tool.js';
import { formatCount } from '../../report/wording/numbers.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { shareProgress } from '../input/progress.js';
import { isWatched } from '../input/watched.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { SIMULATE_FLAGS, type SimulateFlags } from './simulate-flags.js';
import { checkNoCsvFormat, checkNoQuestion, planFromFlags } from './simulate-plan.js';
import { believedOf, checkShares } from './simulate-prior.js';
import { type Drawn, drawnFromFiles, drawnFromPlan } from './simulate-source.js';
import { simulateIn } from './simulate-threads.js';

/** Simulates experiments under the rule of a plan, or of flags, and writes what came of them. */
export async function simulate(path: string | null, given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(SIMULATE_FLAGS, given);
  const inputs = [path, flags.prior].filter((name) => name != null).concat(flags.from);
  const targets = outputsFrom(flags, answerFormats('simulation'), inputs);
  const drawn = await drawnUnits(path, flags, io);
  const belief = await believedOf(drawn, path, flags);
  const simulation = simulationOf(drawn, plannedFor(drawn.plan, path), flags, belief);
  if (belief !== null) checkShares(belief, simulation);
  checkShifts(simulation);
  const { experiments, threads = availableParallelism() } = flags;
  const bar = isWatched(io) ? shareProgress(io.stderr) : null;
  const tallies = await simulateIn(simulation, { experiments, threads }, io, (share) =>
    bar?.advance(share),
  );
  bar?.end();
  const report = buildSimulation(simulation, tallies, {
    plan: path,
    ...(drawn.sha256 === null ? {} : { planSha256: drawn.sha256 }),
    experiments,
    notes: [...notesOf(drawn), ...notesOfBelief(drawn, belief)],
    belief,
    dailyUnits: drawn.plan.units.daily,
    decisions: plannedDecisions(drawn.plan, leastUnits(drawn.plan, simulation.plannedUnits)),
    source: {
      from: flags.from.length === 0 ? 'plan' : 'files',
      files: flags.from,
      units: drawn.units,
    },
  });
  await writeAnswer('simulation', writtenBy(report, version), targets, flags, io);
}

/** Of the treatment with the smallest share. */
function leastUnits({ treatments }: Plan, planned: UnitsByVariant): number {
  return Math.min(...treatments.map((name) => planned.get(name)!));
}

function simulationOf(
  { plan, design, source }: Drawn,
  plannedUnits: UnitsByVariant,
  flags: SimulateFlags,
  belief: BeliefOnFile | null,
): Simulation {
  const scenarios = scenariosOf(design);
  return {
    ...(belief === null ? {} : { belief }),
    design,
    monitoring: plan.monitoring,
    plannedUnits,
    looks: looksOf(plan, plannedUnits, flags),
    source,
    scenarios: belief === null ? scenarios : [...scenarios, believedScenario(design)],
    seed: flags.seed,
  };
}

function notesOf({ design, notes }: Drawn): string[] {
  if (design.metrics[0]!.mde !== null) return notes;
  return [...notes, 'without an MDE there is no effect to draw, and nothing that could be missed.'];
}

/** What a prior tells nothing of. */
function notesOfBelief({ design }: Drawn, belief: BeliefOnFile | null): string[] {
  const isGuarded = design.metrics.some(({ margin }, i) => i > 0 && margin !== null);
  if (belief === null || !isGuarded) return [];
  return [
    'where effects are drawn from what earlier tests tell, guardrails are as in the control.',
  ];
}

/** What is drawn, and the hash of the plan's file where there is one. */
async function drawnUnits(
  path: string | null,
  flags: SimulateFlags,
  io: Io,
): Promise<Drawn & { sha256: string | null }> {
  if (flags.from.length === 0) checkNoCsvFormat(flags);
  if (path !== null) {
    checkNoQuestion(flags);
    const read = await readPlan(path);
    const fromPlan = flags.from.length === 0;
    const drawn = fromPlan ? drawnFromPlan(read.plan, path) : await drawnFromFiles(read, flags, io);
    return { ...drawn, sha256: read.sha256 };
  }
  if (flags.from.length === 0)
    return { ...drawnFromPlan(planFromFlags(flags), null), sha256: null };
  throw new UserError('--from draws the metrics of a plan, and there is none', {
    hint: 'perso-test simulate plan.yaml --from results.csv',
  });
}

function plannedFor(plan: Plan, path: string | null): UnitsByVariant {
  const planned = plannedUnits(plan);
  if (planned !== null) return planned;
  throw new UserError('no sample size can be computed from what is known', {
    ...(path === null ? {} : { location: { file: path } }),
    hint:
      path === null
        ? 'add --sample-size'
        : 'add sampleSize, or an mde and a baseline to the primary metric',
  });
}

/** So many looks where nothing says otherwise: the calibration that testers of peeking report on. */
const USUAL_LOOKS = 20;

/** The looks that were asked for; else those of the plan, or one a day, or a usual number. */
function looksOf(plan: Plan, planned: UnitsByVariant, flags: SimulateFlags): number {
  const { monitoring, units } = plan;
  const least = Math.min(...planned.values());
  if (flags.looks !== undefined) {
    if (flags.looks <= least) return flags.looks;
    throw new UserError(
      `--looks ${flags.looks}: a variant has only ${formatCount(least)} units to look at`,
      { hint: 'give fewer looks' },
    );
  }
  const total = sum([...planned.values()]);
  const days = units.daily === null ? USUAL_LOOKS : Math.ceil(total / units.daily);
  return Math.min(least, monitoring.method === 'group-sequential' ? monitoring.looks : days);
}
