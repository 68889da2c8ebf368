import type { UserError } from '../../errors.js';
import { smallSha256 } from '../bytes/sha256.js';
import type { DocumentKind } from '../document/document-kind.js';
import type { Fault } from '../document/fault.js';
import { readDocument } from '../document/read-document.js';
import type { WrittenDefaults } from './defaults-schema.js';
import type { Policy } from './policy.js';
import { policyFrom } from './policy-of-document.js';
import { ruleFaults } from './rule-faults.js';
import { policyJsonSchema, policySchema } from './schema.js';

/** A project's file: its rules, and what its flags are by default. */
export interface PolicyRead {
  path: string;
  /** Of what its rules say, whatever their layout; `null` without rules. */
  sha256: string | null;
  /** `null`: it has none. */
  policy: Policy | null;
  defaults: WrittenDefaults;
  /** The error that something is wrong with a part of it, at its line and column. */
  errorAt: (fault: Fault) => UserError;
}

/** How it is read, and what is said where it is none. */
const POLICY: DocumentKind<typeof policySchema> = {
  noun: 'policy',
  plural: 'policies',
  schema: policySchema,
  jsonSchema: policyJsonSchema,
  // As large as a plan may be; no project has so many rules.
  mostBytes: 1 << 16,
  versionKey: 'policyVersion',
  hints: {
    form: 'see docs/policy.md for how a policy is written',
    empty: 'write policy: and rules below it, or take the file away',
    table: 'what is called perso-test.yaml holds rules; give this file another name',
    system: {
      ENOENT: 'check the path, or leave it out to have none',
      EISDIR: 'what is called perso-test.yaml is a file with rules; rename the folder',
      EACCES: 'make it readable; without its rules nothing is decided',
      ELOOP: 'its links run in a circle; put the file itself there',
    },
  },
};

/**
 * The rules and defaults in a file, YAML or JSON, checked.
 *
 * @throws {UserError} at the line and column where it is none, with what to do about it. So a gate that cannot
 *   read its rules decides nothing.
 * @example
 * const { policy } = await readPolicy('fixtures/programme/perso-test.yaml');
 * policy?.alpha; // => 0.05
 */
export async function readPolicy(path: string): Promise<PolicyRead> {
  const { value, errorAt } = await readDocument(path, POLICY);
  const { policy: rules, defaults = {} } = value;
  const policy = rules === undefined ? null : policyFrom(rules);
  const [fault] = policy === null ? [] : ruleFaults(policy);
  if (fault !== undefined) throw errorAt(fault);
  const sha256 = policy === null ? null : hashOf(policy);
  return { path, sha256, policy, defaults, errorAt };
}

/** Maps as lists of pairs, in the order of the file. */
function hashOf(policy: Policy): string {
  const text = JSON.stringify(policy, (_, value) => (value instanceof Map ? [...value] : value));
  return smallSha256(Buffer.from(text));
}
