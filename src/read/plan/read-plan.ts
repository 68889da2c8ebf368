import { closeSync, openSync, readSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import * as z from 'zod/mini';
import { UserError } from '../../errors.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import type { Plan } from '../../experiment/size/plan.js';
import { lineEnds } from '../bytes/line-ends.js';
import { asUserError } from '../bytes/source.js';
import { type PlanDocument, readPlanDocument } from './document.js';
import type { PlanFault } from './fault.js';
import { planSha256 } from './hash.js';
import { faultOf } from './issues.js';
import { kindFaults } from './metric-rules.js';
import { planFrom } from './plan-of-document.js';
import { faultsBetween } from './rules.js';
import { planSchema } from './schema.js';

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
}

/**
 * The plan in a file, YAML or JSON, checked, and the SHA-256 of what it says.
 *
 * @throws {UserError} at the line and column where it is no plan, with what to do about it.
 */
export async function readPlan(path: string): Promise<PlanRead> {
  const document = await readPlanDocument(planText(path), path);
  checkVersion(document);
  const parsed = z.safeParse(planSchema, document.value);
  if (!parsed.success) {
    throw errorAt(document, faultOf(firstOf(parsed.error.issues), document.value));
  }
  const plan = planFrom(parsed.data);
  const [fault] = faultsBetween(parsed.data, plan);
  if (fault !== undefined) throw errorAt(document, fault);
  const checkKinds = (kinds: readonly MetricKind[]) => {
    const [misfit] = kindFaults(parsed.data, plan, kinds);
    if (misfit !== undefined) throw errorAt(document, misfit);
  };
  return { plan, sha256: planSha256(plan), path, checkKinds };
}

/** A key that is misspelled is missing as well; that it is there, with another spelling, helps more. */
function firstOf(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  return issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
}

function errorAt({ placeOf }: PlanDocument, { path, atKey, message, hint }: PlanFault): UserError {
  return new UserError(message, { location: placeOf(path, atKey), hint });
}

/** Before all else, since a newer plan may hold keys that look like mistakes here. */
function checkVersion({ value, placeOf }: PlanDocument): void {
  const { planVersion } = (value ?? {}) as { planVersion?: unknown };
  if (typeof planVersion !== 'number' || !(planVersion > 1)) return;
  throw new UserError(`planVersion ${planVersion}: written for a newer perso-test`, {
    location: placeOf(['planVersion']),
    hint: 'update perso-test; this one reads planVersion 1',
  });
}

/** A plan for a thousand variants has as much; whatever is larger is something else. */
const MOST_BYTES = 1 << 16;

function planText(path: string): string {
  if (path === '') throw new UserError('a file name is empty', { hint: 'is a variable unset?' });
  const bytes = planBytes(path);
  if (bytes.length > MOST_BYTES) {
    throw new UserError('this file is too large for a plan', {
      location: { file: path },
      hint: 'the plan comes first, then the results: perso-test gate plan.yaml results.csv',
    });
  }
  try {
    return withoutNul(new TextDecoder('utf-8', { fatal: true }).decode(bytes), path);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const readable = bytes.toString('utf8').split('\uFFFD', 1)[0]!;
    throw new UserError('this is not UTF-8 text', {
      location: { file: path, line: 1 + lineEnds(readable) },
      hint: 'save the plan as UTF-8',
    });
  }
}

function withoutNul(text: string, file: string): string {
  const at = text.indexOf('\0');
  if (at === -1) return text;
  throw new UserError('there is a NUL character here, so this is no text file', {
    location: { file, line: 1 + lineEnds(text.slice(0, at)) },
    hint: 'save the plan as UTF-8 text',
  });
}

function planBytes(path: string): Buffer {
  const bytes = Buffer.alloc(MOST_BYTES + 1);
  try {
    const file = openSync(path, 'r');
    try {
      return bytes.subarray(0, filled(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asUserError(error, path, PLAN_HINTS);
  }
}

/** How many bytes of the file fit into the buffer; a pipe gives them piece by piece. */
function filled(file: number, bytes: Buffer): number {
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    length += read;
    if (read === 0 || length === bytes.length) return length;
  }
}

const PLAN_HINTS: Record<string, string> = {
  ENOENT: 'check the path; perso-test plan --init plan.yaml writes a plan to fill in',
  EISDIR: 'name the plan in it: perso-test plan DIRECTORY/plan.yaml',
};
