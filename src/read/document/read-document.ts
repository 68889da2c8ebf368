import * as z from 'zod/mini';
import { UserError } from '../../errors.js';
import { checkNoOther } from '../bytes/own-files.js';
import { readWrittenDocument, type WrittenDocument } from './document.js';
import type { DocumentKind } from './document-kind.js';
import { documentText } from './document-text.js';
import type { Fault } from './fault.js';
import { faultOf } from './issues.js';

/** What a document says, checked against its schema, and how what is wrong with it is said. */
export interface DocumentRead<Value> {
  value: Value;
  /** The error that something is wrong with a part, at its line and column. */
  errorAt: (fault: Fault) => UserError;
}

/**
 * The document in a file, YAML or JSON, as its schema has it.
 *
 * @throws {UserError} at the line and column where it is none, with what to do about it.
 */
export async function readDocument<Schema extends z.ZodMiniType>(
  path: string,
  kind: DocumentKind<Schema>,
): Promise<DocumentRead<z.output<Schema>>> {
  const text = documentText(path, kind);
  checkNoOther(text.slice(0, 1024), path, `a ${kind.noun}`);
  const document = await readWrittenDocument(text, path, kind);
  checkVersion(document, kind.versionKey);
  const parsed = z.safeParse(kind.schema, document.value);
  if (!parsed.success) {
    throw errorAt(document, faultOf(firstOf(parsed.error.issues), document.value, kind));
  }
  return { value: parsed.data, errorAt: (fault) => errorAt(document, fault) };
}

/** A key that is misspelled is missing as well; that it is there, with another spelling, helps more. */
function firstOf(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  return issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
}

function errorAt({ placeOf }: WrittenDocument, { path, atKey, message, hint }: Fault): UserError {
  return new UserError(message, { location: placeOf(path, atKey), hint });
}

/** Before all else, since a newer document may hold keys that look like mistakes here. */
function checkVersion({ value, placeOf }: WrittenDocument, key: string): void {
  const { [key]: version } = (value ?? {}) as Record<string, unknown>;
  if (typeof version !== 'number' || !(version > 1)) return;
  throw new UserError(`${key} ${version}: written for a newer perso-test`, {
    location: placeOf([key]),
    hint: `update perso-test; this one reads ${key} 1`,
  });
}
