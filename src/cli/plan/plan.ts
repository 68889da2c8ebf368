import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
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
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { writeWholeFiles } from '../output/whole-files.js';
import { planHeld } from '../project/plan-held.js';
import type { Project } from '../project/project.js';
import { PLAN_FLAGS, type PlanFlags } from './plan-flags.js';
import { planToFillIn } from './plan-to-fill-in.js';
import { schemaForEditors } from './schema-for-editors.js';

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

/** A new file, whole or not at all; never in place of another, which may be a plan that is in use. */
function writeNewPlan(file: string | undefined, flags: PlanFlags, io: Io): void {
  if (file !== undefined) {
    throw new UserError(`plan ${file} --init: one or the other`, {
      hint: 'to write a plan: perso-test plan --init FILE; to read one: perso-test plan FILE',
    });
  }
  const unused =
    flags.output !== undefined ? '--output' : flags.format.length > 0 ? '--format' : null;
  if (flags.ledger.length > 0) {
    throw new UserError('--ledger: --init writes a plan that promises nothing yet', {
      hint: 'fill it in, then perso-test plan FILE --ledger tells what is known',
    });
  }
  if (unused !== null) {
    throw new UserError(`${unused}: --init writes a plan, and takes the name of its file itself`, {
      hint: `perso-test plan --init ${flags.output ?? 'plan.yaml'}`,
    });
  }
  if (typeof flags.init !== 'string') {
    io.stdout.write(planToFillIn(schemaForEditors(process.cwd(), io.program)));
    return;
  }
  const target = flags.init;
  if (existsSync(target)) {
    throw new UserError('this file exists already, and is left as it is', {
      location: { file: target },
      hint: 'give another name, or move it away first',
    });
  }
  const schema = schemaForEditors(dirname(resolve(target)), io.program);
  writeWholeFiles([{ path: target, text: planToFillIn(schema) }]);
}
