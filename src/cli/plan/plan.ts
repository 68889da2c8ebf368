import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import type { Plan } from '../../experiment/size/plan.js';
import { earlierTests } from '../../programme/earlier/earlier-tests.js';
import { readPlan } from '../../read/plan/read-plan.js';
import { answerFormats } from '../../render/answers.js';
import { type EarlierReport, earlierReport } from '../../report/earlier-report.js';
import { planReport } from '../../report/plan-report.js';
import { heldPolicy } from '../../report/rules-report.js';
import { EXIT } from '../exit-codes.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { type Ledger, readLedger } from '../input/read-ledger.js';
import type { Io } from '../io.js';
import { writeNewDocument } from '../output/new-document.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { planHeld } from '../project/plan-held.js';
import type { Project } from '../project/project.js';
import { PLAN_FLAGS, type PlanFlags } from './plan-flags.js';
import { planToFillIn } from './plan-to-fill-in.js';

/** Says what a plan promises, or writes one to fill in. Gives the exit code, which tells a plan against the rules. */
export async function plan(
  file: string | undefined,
  given: unknown,
  project: Project,
  io: Io,
): Promise<number> {
  const flags = checkedFlags(PLAN_FLAGS, given);
  if (flags.init !== undefined) {
    writeNewPlan(file, flags, io);
    return EXIT.done;
  }
  if (file === undefined) {
    throw new UserError('plan: which file?', {
      hint: 'perso-test plan plan.yaml; none yet? perso-test plan --init plan.yaml',
    });
  }
  const ledger = flags.ledger.length === 0 ? null : await readLedger(flags.ledger);
  const targets = outputsFrom(flags, answerFormats('plan'), [file, ...(ledger?.files ?? [])]);
  const read = await readPlan(file);
  const held = planHeld(read, project, io.now());
  const report = {
    ...planReport(read.plan, { path: file, sha256: read.sha256 }, version),
    ...(held === null ? {} : { policy: heldPolicy(held, held.breaches) }),
    ...(ledger === null ? {} : { earlier: earlierIn(ledger, read.plan) }),
  };
  await writeAnswer('plan', report, targets, flags, io);
  return (held?.breaches ?? []).length === 0 ? EXIT.done : EXIT.against;
}

function earlierIn({ experiments, notes }: Ledger, plan: Plan): EarlierReport {
  return earlierReport(earlierTests(plan, experiments), notes);
}

/** What is known of earlier tests has no place in a plan that promises nothing yet. */
function writeNewPlan(file: string | undefined, flags: PlanFlags, io: Io): void {
  if (flags.ledger.length > 0) {
    throw new UserError('--ledger: --init writes a plan that promises nothing yet', {
      hint: 'fill it in, then perso-test plan FILE --ledger tells what is known',
    });
  }
  writeNewDocument(NEW_PLAN, file, flags, io);
}

const NEW_PLAN = {
  command: 'plan',
  noun: 'plan',
  kind: 'plan',
  example: 'plan.yaml',
  text: planToFillIn,
} as const;
