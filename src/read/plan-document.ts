import type { Document, ErrorCode, LineCounter, Node, Pair, YAMLError } from 'yaml';
import { type Location, UserError } from '../errors.js';
import type { PlanPath } from './plan-fault.js';

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
    ...{ lineCounter: lines, prettyErrors: false, logLevel: 'error' },
    ...{ schema: 'core', stringKeys: true },
  });
  const [error] = document.errors;
  const root = document.contents as Node | null;
  if ((error !== undefined || !yaml.isMap(root)) && isTable(text)) throw tableError(file);
  if (error !== undefined) throw syntaxError(error, place);
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

const TOO_DEEP: [string, string] = [
  'brackets are nested too deeply for a plan',
  'is this the file that you meant?',
];

/** What the parser's own codes mean for someone who writes a plan; any other is in its own words. */
const SYNTAX: Partial<Record<ErrorCode, [message: string, hint: string]>> = {
  DUPLICATE_KEY: ['this key stands here twice', 'leave one of the two'],
  TAB_AS_INDENT: ['tabs cannot indent YAML', 'indent with spaces'],
  MULTIPLE_DOCS: [
    'a second document begins here',
    'a plan is one document: leave out the line --- and what follows, or give it a file of its own',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'a colon with a space is inside this text',
    'put the text in quotes: "…: …"',
  ],
  BAD_ALIAS: ['aliases are not for plans', 'write the value out'],
  NON_STRING_KEY: ['a key must be a plain name', 'write name: value'],
  RESOURCE_EXHAUSTION: TOO_DEEP,
  BAD_SCALAR_START: ['a text cannot begin with this sign', 'put the text in quotes'],
};

function syntaxError(error: YAMLError, place: (offset: number) => Location): UserError {
  const [message, hint] = SYNTAX[error.code] ?? [
    `this is not YAML: ${error.message}`,
    'see perso-test plan --init for how a plan is written',
  ];
  return new UserError(message, { location: place(error.pos[0]), hint });
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

/** Whether a text is a table rather than keys and values: its first two lines have as many separators. */
function isTable(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (/^\s*[[{]/.test(first)) return false;
  return [',', ';', '\t', '|'].some((separator) => {
    const columns = first.split(separator).length;
    return columns > 1 && second.split(separator).length === columns;
  });
}

function tableError(file: string): UserError {
  return new UserError('this is a table (CSV), not a plan', {
    location: { file },
    hint: 'the plan comes first, then the results: perso-test gate plan.yaml results.csv',
  });
}
