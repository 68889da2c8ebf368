import type * as z from 'zod/mini';
import { closestTo } from '../../errors.js';
import type { AnyDocumentKind } from './document-kind.js';
import { type DocumentPath, type Fault, writtenPath } from './fault.js';

type Issue = z.core.$ZodIssue;

/** A part of the published schema, as far as hints are made of it. */
interface Described {
  description?: string;
  properties?: Record<string, Described>;
  items?: Described;
  anyOf?: Described[];
  enum?: unknown[];
  additionalProperties?: Described | boolean;
}

/** A part of a document, with what its kind says of it. */
interface Part {
  path: DocumentPath;
  schema: Described;
  kind: AnyDocumentKind;
}

/** What an issue of the schema says about the document that was written. */
export function faultOf(issue: Issue, written: unknown, kind: AnyDocumentKind): Fault {
  const { path, issue: inner } = innermost([], issue);
  const schema = describedAt(path, kind);
  if (inner.code === 'unrecognized_keys') return unknownKey(inner.keys[0]!, { path, schema, kind });
  const value = valueAt(written, path);
  const what = path.length === 0 ? `the ${kind.noun}` : writtenPath(path);
  const hint = hintFor(value, { path, schema, kind });
  if (value === undefined) return { path, message: `${what} is missing`, hint };
  if (value === null) {
    return { path, message: `${what} has no value`, hint: `give one, or leave it out: ${hint}` };
  }
  const shown = typeof value === 'object' ? '' : ` ${shortened(String(value))}`;
  return { path, message: `${what}${shown === '' ? '' : ':'}${shown} ${inner.message}`, hint };
}

/** The issue that says most: of alternatives, that of the one which what was written comes closest to. */
function innermost(before: DocumentPath, issue: Issue): { path: DocumentPath; issue: Issue } {
  const path = [...before, ...(issue.path as DocumentPath)];
  if (issue.code !== 'invalid_union') return { path, issue };
  const within = issue.errors
    .flat()
    .find((one) => one.path.length > 0 || one.code === 'unrecognized_keys');
  return within === undefined ? { path, issue } : innermost(path, within);
}

function unknownKey(key: string, { path, schema, kind }: Part): Fault {
  const parts = [schema, ...(schema.anyOf ?? [])];
  const names = parts.flatMap(({ properties }) => Object.keys(properties ?? {}));
  const known = [...new Set(names)].filter((name) => name !== '$schema');
  if (/^\d+ ?(%|pp)?$/.test(key)) {
    const meant = /^\d{3}$/.test(key) ? '9000, not 9,000' : '0.5, not 0,5';
    return {
      path: [...path, key],
      atKey: true,
      message: `${writtenPath(path)} has a part ${key}: is it the end of a number?`,
      hint: `between braces a comma ends a value: write ${meant}`,
    };
  }
  if (/^(\/\/|\/\*)/.test(key)) {
    return {
      path: [...path, key],
      atKey: true,
      message: `${key.slice(0, 2)} begins no comment in a ${kind.noun}`,
      hint: 'in YAML # does, and JSON has none: leave it out',
    };
  }
  const suggestion = closestTo(key, known);
  const where = path.length === 0 ? `a ${kind.noun}` : writtenPath(path);
  const list = `it takes ${known.join(', ')}`;
  return {
    path: [...path, key],
    atKey: true,
    message: `${where} has no key ${shortened(key)}`,
    hint: suggestion === undefined ? list : `did you mean ${suggestion}? ${list}`,
  };
}

function hintFor(value: unknown, { path, schema, kind }: Part): string {
  const words = [schema, ...(schema.anyOf ?? [])].flatMap((part) => part.enum ?? []).filter(isText);
  const suggestion = typeof value === 'string' ? closestTo(value, words) : undefined;
  const meant = suggestion === undefined ? '' : `did you mean ${suggestion}? `;
  const name = path.findLast((step) => typeof step === 'string');
  if (name === undefined) return kind.hints.form;
  return `${meant}${name}: ${schema.description}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The part of the published schema for a path, or for the last part of it that has a description. */
function describedAt(path: DocumentPath, { jsonSchema }: AnyDocumentKind): Described {
  let schema = jsonSchema() as Described;
  for (const step of path) {
    const parts = [schema, ...(schema.anyOf ?? [])];
    const next = parts.map((part) => stepInto(part, step)).find((part) => part !== undefined);
    if (next === undefined) break;
    schema = next.description === undefined ? { ...next, ...describing(schema) } : next;
  }
  return schema;
}

function stepInto({ properties, items, additionalProperties }: Described, step: string | number) {
  if (typeof step === 'number') return items;
  const named = Object.hasOwn(properties ?? {}, step) ? properties![step] : undefined;
  return named ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
}

function describing({ description }: Described): Described {
  return description === undefined ? {} : { description };
}

function valueAt(written: unknown, path: DocumentPath): unknown {
  let value = written;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Longer texts do not help anyone to find them. */
const LONGEST = 40;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
