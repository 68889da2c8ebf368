import type { UserError } from '../../errors.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import type { Plan } from '../../experiment/size/plan.js';
import type { DocumentKind } from '../document/document-kind.js';
import type { DocumentPath, Fault } from '../document/fault.js';
import { readDocument } from '../document/read-document.js';
import { planSha256 } from './hash.js';
import { kindFaults } from './metric-rules.js';
import { planFrom } from './plan-of-document.js';
import { faultsBetween } from './rules.js';
import { planJsonSchema, planSchema, type WrittenPlan } from './schema.js';

/** A plan, where it stands, and the SHA-256 of what it says, in hexadecimal. */
export interface PlanRead {
  plan: Plan;
  sha256: string;
  path: string;
  /**
   * Checks that the effects which the plan names can be, its metrics being of these kinds; where the plan
   * does not say a kind, the data do.
   *
   * @throws {UserError} at the line and column of the first that cannot.
   */
  checkKinds: (kinds: readonly MetricKind[]) => void;
  /** The error that something of it is wrong, at its line and column; a metric stands in the path by its name. */
  errorAt: (fault: Fault) => UserError;
}

/** How a plan is read, and what is said where it is none. */
const PLAN: DocumentKind<typeof planSchema> = {
  noun: 'plan',
  plural: 'plans',
  schema: planSchema,
  jsonSchema: planJsonSchema,
  // A plan for a thousand variants has as much.
  mostBytes: 1 << 16,
  versionKey: 'planVersion',
  hints: {
    form: 'see perso-test plan --init for how a plan is written',
    empty: 'write one to fill in: perso-test plan --init plan.yaml',
    table: 'the plan comes first, then the results: perso-test gate plan.yaml results.csv',
    system: {
      ENOENT: 'check the path; perso-test plan --init plan.yaml writes a plan to fill in',
      EISDIR: 'name the plan in it: perso-test plan DIRECTORY/plan.yaml',
    },
  },
};

/**
 * The plan in a file, YAML or JSON, checked, and the SHA-256 of what it says.
 *
 * @throws {UserError} at the line and column where it is no plan, with what to do about it.
 * @example
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * plan.treatments; // => [ 'light', 'full' ]
 * plan.sampleSize; // => 121000
 */
export async function readPlan(path: string): Promise<PlanRead> {
  const { value: written, errorAt } = await readDocument(path, PLAN);
  const plan = planFrom(written);
  const [fault] = faultsBetween(written, plan);
  if (fault !== undefined) throw errorAt(fault);
  const checkKinds = (kinds: readonly MetricKind[]) => {
    const [misfit] = kindFaults(written, plan, kinds);
    if (misfit !== undefined) throw errorAt(misfit);
  };
  const errorOf = (found: Fault) => errorAt({ ...found, path: numbered(found.path, written) });
  return { plan, sha256: planSha256(plan), path, checkKinds, errorAt: errorOf };
}

/** The path with the place of a metric in the file for its name. */
function numbered(path: DocumentPath, { metrics }: WrittenPlan): DocumentPath {
  const [key, name, ...rest] = path;
  if (key !== 'metrics' || typeof name !== 'string') return path;
  return [key, metrics.findIndex((metric) => String(metric.name) === name), ...rest];
}
