import type { Document, LineCounter, Node, Pair } from 'yaml';
import { type Location, UserError } from '../../errors.js';
import type { PlanPath } from './fault.js';
import { isTable, syntaxError, TOO_DEEP, tableError } from './syntax.js';

/** A plan's content as plain values, and where each part of it stands. */
export interface PlanDocument {
  value: unknown;
  /** Of what stands at a path, or of its key; where there is nothing, of what it is missing from. */
  placeOf: (path: PlanPath, atKey?: boolean) => Location;
}

type Yaml = typeof import('yaml');

/**
 * The content of a plan, YAML or JSON, which YAML contains.
 *
 * Only what two readers cannot understand differently is taken: no tags, anchors, merges or
 * directives, one document, no key twice.
 *
 * @throws {UserError} at the place where it is anything else.
 */
export async function readPlanDocument(text: string, file: string): Promise<PlanDocument> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const place = (offset: number) => locationAt(file, lines, offset);
  // In the core schema of YAML 1.2, `no` is a text and 010 is ten, as in JSON.
  const document = yaml.parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    schema: 'core',
    stringKeys: true,
  });
  const [error] = document.errors;
  const root = document.contents as Node | null;
  if ((error !== undefined || !yaml.isMap(root)) && isTable(text)) throw tableError(file);
  if (error !== undefined) throw syntaxError(error, place(error.pos[0]));
  if (root === null) {
    throw new UserError('the plan is empty', {
      location: { file },
      hint: 'write one to fill in: perso-test plan --init plan.yaml',
    });
  }
  checkDirectives(document, file);
  const value = plainValue(yaml, root, place);
  return { value, placeOf: (path, atKey = false) => place(offsetOf(yaml, root, path, atKey)) };
}

function locationAt(file: string, lines: LineCounter, offset: number): Location {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

function checkDirectives(document: Document, file: string): void {
  const { yaml, tags } = document.directives ?? { yaml: {}, tags: {} };
  if (yaml.explicit !== true && Object.keys(tags).length <= 1) return;
  throw new UserError('directives (%YAML, %TAG) are not for plans', {
    location: { file, line: 1, column: 1 },
    hint: 'leave out the line that begins with %',
  });
}

/** Twice as deep as any part of a plan lies. */
const DEEPEST = 12;

/** The plain value of a node, with all scalars but true, false and plain numbers as they are written. */
function plainValue(
  yaml: Yaml,
  node: unknown,
  place: (offset: number) => Location,
  depth = 0,
): unknown {
  refuseReferences(yaml, node as Node, place);
  if (depth > DEEPEST) {
    const [message, hint] = TOO_DEEP;
    throw new UserError(message, { location: place((node as Node).range?.[0] ?? 0), hint });
  }
  const inner = (value: unknown) => plainValue(yaml, value, place, depth + 1);
  if (yaml.isMap(node)) {
    return Object.fromEntries(
      node.items.map((pair) => {
        refuseProto(pair, place);
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

function refuseReferences(yaml: Yaml, node: Node, place: (offset: number) => Location): void {
  const at = place(node.range?.[0] ?? 0);
  const refuse = (what: string, hint: string) => {
    throw new UserError(`${what} are not for plans`, { location: at, hint });
  };
  if (yaml.isAlias(node)) refuse('aliases', 'write the value out');
  if ('anchor' in node && node.anchor !== undefined) refuse('anchors', `leave out &${node.anchor}`);
  if (node.tag !== undefined) refuse('tags', 'leave out what begins with !');
}

function refuseProto(pair: Pair, place: (offset: number) => Location): void {
  if (keyOf(pair) !== '__proto__') return;
  throw new UserError('__proto__ is no key of a plan, nor the name of a variant', {
    location: place((pair.key as Node).range?.[0] ?? 0),
    hint: 'give it another name',
  });
}

function keyOf(pair: Pair): string {
  return String((pair.key as { value: unknown }).value);
}

function offsetOf(yaml: Yaml, root: Node, path: PlanPath, atKey: boolean): number {
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
