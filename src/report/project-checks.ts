import type { CheckReport, Report } from './report.js';

/** What a report tells of the project that a run is of. */
export interface ProjectRun {
  /** The file with the rules, and what of the plan is against them (`null`: it is not held to them); `null`: none were asked. */
  policy: { path: string; since: string | null; breaches: readonly string[] | null } | null;
  /** The file with rules that were not asked, since none were wanted. */
  waived: string | null;
  /** What flags are by that file, in words. */
  defaults: { path: string; words: string } | null;
}

/** The report with what the project has to do with it, among its checks. */
export function withProject(report: Report, run: ProjectRun): Report {
  return { ...report, checks: [...report.checks, ...projectChecks(run)] };
}

function projectChecks({ policy, waived, defaults }: ProjectRun): CheckReport[] {
  const checks: CheckReport[] = [];
  if (policy !== null) {
    checks.push(policyCheck(policy));
  }
  if (waived !== null) {
    const message = `The rules of ${waived} were not asked, as they were not wanted.`;
    checks.push({ code: 'POLICY_WAIVED', status: 'warn', message });
  }
  if (defaults !== null) {
    const message = `${defaults.path} says what the command does not: ${defaults.words}.`;
    checks.push({ code: 'PROJECT_DEFAULTS', status: 'pass', message });
  }
  return checks;
}

function policyCheck({ path, since, breaches }: NonNullable<ProjectRun['policy']>): CheckReport {
  if (breaches === null) {
    const message = `The plan is not held to the rules of ${path}, which are for what began on ${since} or later.`;
    return { code: 'POLICY_KEPT', status: 'pass', message };
  }
  if (breaches.length === 0) {
    return { code: 'POLICY_KEPT', status: 'pass', message: `The plan keeps the rules of ${path}.` };
  }
  const message = `A gate decides nothing by this plan, which is against the rules of ${path}: ${breaches.join('; ')}.`;
  return { code: 'POLICY_BROKEN', status: 'warn', message };
}
