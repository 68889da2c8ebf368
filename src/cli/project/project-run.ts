import type { PlacedBreach } from '../../programme/policy/breach.js';
import type { ProjectRun } from '../../report/project-checks.js';
import { wordBreach } from '../../report/wording/rule-wording.js';
import { type Project, wordDefaults } from './project.js';

/** The rules that a plan is held against, and what of it they do not allow; `null`: it is not held to them. */
export interface PlanHeld {
  path: string;
  sha256: string;
  policy: { since: string | null };
  breaches: PlacedBreach[] | null;
}

/** What a report tells of the project, of a run by a plan or of one without. */
export function projectRun(held: PlanHeld | null, project: Project): ProjectRun {
  const words = wordDefaults(project);
  return {
    policy:
      held === null
        ? null
        : {
            path: held.path,
            since: held.policy.since,
            breaches: held.breaches?.map((breach) => wordBreach(breach)) ?? null,
          },
    waived: project.waived,
    defaults: words === null ? null : { path: project.rules!.path, words },
  };
}
