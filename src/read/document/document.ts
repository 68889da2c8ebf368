import type { Document, LineCounter, Node, Pair } from 'yaml';
import { type Location, UserError } from '../../errors.js';
import { isTable } from '../bytes/own-files.js';
import type { AnyDocumentKind } from './document-kind.js';
import type { DocumentPath } from './fault.js';
import { syntaxError, tableError, tooDeep } from './syntax.js';

/** A document's content as plain values, and where each part of it stands. */
export interface WrittenDocument {
  value: unknown;
  /** Of what stands at a path, or of its key; where there is nothing, of what it is missing from. */
  placeOf: (path: DocumentPath, atKey?: boolean) => Location;
}

type Yaml = typeof import('yaml');
type Place = (offset: number) => Location;

/**
 * The content of a document, YAML or JSON, which YAML contains.
 *
 * Only what two readers cannot understand differently is taken: no tags, anchors, merges or
 * directives, one document, no key twice.
 *
 * @throws {UserError} at the place where it is anything else.
 */
export async function readWrittenDocument(
  text: string,
  file: string,
  kind: AnyDocumentKind,
): Promise<WrittenDocument> {
  const yaml = await import('yaml');
  const { document, place } = parsed(yaml, text, file);
  const [error] = document.errors;
  const root = document.contents as Node | null;
  if ((error !== undefined || !yaml.isMap(root)) && isTable(text)) throw tableError(file, kind);
  if (error !== undefined) throw syntaxError(error, place(error.pos[0]), kind);
  if (root === null) {
    throw new UserError(`the ${kind.noun} is empty`, {
      location: { file },
      hint: kind.hints.empty,
    });
  }
  checkDirectives(document, file, kind);
  const value = plainValue(yaml, root, { place, kind });
  return { value, placeOf: placeIn(yaml, text, file) };
}

function parsed(yaml: Yaml, text: string, file: string): { document: Document; place: Place } {
  const lines = new yaml.LineCounter();
  // In the core schema of YAML 1.2, `no` is a text and 010 is ten, as in JSON.
  const document = yaml.parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    schema: 'core',
    stringKeys: true,
  });
  return { document, place: (offset) => locationAt(file, lines, offset) };
}

/** Parses once more: where parts stand is seldom asked, and takes a hundred times the room of what they say. */
function placeIn(yaml: Yaml, text: string, file: string): WrittenDocument['placeOf'] {
  return (path, atKey = false) => {
    const { document, place } = parsed(yaml, text, file);
    return place(offsetOf(yaml, document.contents as Node, path, atKey));
  };
}

function locationAt(file: string, lines: LineCounter, offset: number): Location {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

function checkDirectives(document: Document, file: string, { plural }: AnyDocumentKind): void {
  const { yaml, tags } = document.directives ?? { yaml: {}, tags: {} };
  if (yaml.explicit !== true && Object.keys(tags).length <= 1) return;
  throw new UserError(`directives (%YAML, %TAG) are not for ${plural}`, {
    location: { file, line: 1, column: 1 },
    hint: 'leave out the line that begins with %',
  });
}

/** Where a part stands, and in which kind of document. */
interface Within {
  place: Place;
  kind: AnyDocumentKind;
}

/** Twice as deep as any part of a document lies. */
const DEEPEST = 12;

/** The plain value of a node, with all scalars but true, false and plain numbers as they are written. */
function plainValue(yaml: Yaml, node: unknown, within: Within, depth = 0): unknown {
  refuseReferences(yaml, node as Node, within);
  if (depth > DEEPEST) {
    const [message, hint] = tooDeep(within.kind);
    throw new UserError(message, { location: within.place((node as Node).range?.[0] ?? 0), hint });
  }
  const inner = (value: unknown) => plainValue(yaml, value, within, depth + 1);
  if (yaml.isMap(node)) {
    return Object.fromEntries(
      node.items.map((pair) => {
        refuseProto(pair, within);
        return [keyOf(pair), pair.value === null ? null : inner(pair.value)];
      }),
    );
  }
  if (yaml.isSeq(node)) return node.items.map(inner);
  if (!yaml.isScalar(node)) return null;
  const { value, source } = node;
  if (typeof value === 'string' || value === null) return value;
  // 007 and 1.0 may be names of variants, which a number would not keep.
  return source === undefined || String(value) === source ? value : source;
}

function refuseReferences(yaml: Yaml, node: Node, { place, kind }: Within): void {
  const at = place(node.range?.[0] ?? 0);
  const refuse = (what: string, hint: string) => {
    throw new UserError(`${what} are not for ${kind.plural}`, { location: at, hint });
  };
  if (yaml.isAlias(node)) refuse('aliases', 'write the value out');
  if ('anchor' in node && node.anchor !== undefined) refuse('anchors', `leave out &${node.anchor}`);
  if (node.tag !== undefined) refuse('tags', 'leave out what begins with !');
}

function refuseProto(pair: Pair, { place, kind }: Within): void {
  if (keyOf(pair) !== '__proto__') return;
  throw new UserError(`__proto__ is no key of a ${kind.noun}, nor a name in it`, {
    location: place((pair.key as Node).range?.[0] ?? 0),
    hint: 'give it another name',
  });
}

function keyOf(pair: Pair): string {
  return String((pair.key as { value: unknown }).value);
}

function offsetOf(yaml: Yaml, root: Node, path: DocumentPath, atKey: boolean): number {
  let node: unknown = root;
  let offset = root.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    const pair: Pair | undefined = yaml.isMap(node)
      ? node.items.find((item) => keyOf(item) === step)
      : undefined;
    const next: unknown = yaml.isSeq(node) ? node.items[Number(step)] : pair?.value;
    const found = (atKey && i === path.length - 1) || next === null ? pair?.key : next;
    if (found === undefined) break;
    offset = (found as Node).range?.[0] ?? offset;
    node = next;
  }
  return offset;
}
