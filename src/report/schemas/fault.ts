import * as z from 'zod/mini';

/** The contract of an answer's JSON. */
export type AnswerSchema = z.core.$ZodType;

/** What keeps a value from being an answer, and where: "mde.absolute". */
export interface Fault {
  /** A key that the contract does not know, or a value that is missing or something else. */
  code: 'unknown' | 'missing';
  place: string;
}

/** The first thing that a contract does not allow of a value; `null` where it is whole. */
export function faultOf(schema: AnswerSchema, value: unknown): Fault | null {
  const { success, error } = z.safeParse(schema, value);
  if (success) return null;
  const issue = error.issues[0]!;
  const isUnknown = issue.code === 'unrecognized_keys';
  const path = isUnknown ? [...issue.path, issue.keys[0]!] : issue.path;
  return { code: isUnknown ? 'unknown' : 'missing', place: path.join('.') || 'it' };
}
