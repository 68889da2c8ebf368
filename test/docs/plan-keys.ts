import { planJsonSchema } from '../../src/read/plan/schema.js';
import { policyJsonSchema } from '../../src/read/policy/schema.js';

/** As much of a JSON Schema as the schema of plans uses. */
interface Schema {
  description?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
  items?: Schema;
  anyOf?: Schema[];
  examples?: unknown[];
}

/** A key of plans with its path, as `variants.control`; `[]` stands for each entry of a list. */
interface Key {
  path: string;
  required: boolean;
  schema: Schema;
}

/** All keys of plan files in Markdown, from the descriptions of their schema. */
export function planKeysReference(): string {
  return keysReference('The plan', planJsonSchema());
}

/** All keys of perso-test.yaml. */
export function policyKeysReference(): string {
  return keysReference('The file', policyJsonSchema());
}

function keysReference(title: string, schema: Schema): string {
  const keys = keysOf('', schema);
  const top = keys.filter(({ path }) => rootOf(path) === path);
  const sections = top.flatMap(({ path: root }) => {
    const below = keys.filter(({ path }) => path !== root && rootOf(path) === root);
    return below.length === 0 ? [] : [sectionOf(root, below)];
  });
  return [sectionOf(title, top), ...sections].join('\n');
}

/** The key at the top under which a path lies. */
function rootOf(path: string): string {
  return path.split(/[.[]/)[0]!;
}

function keysOf(path: string, { properties, required, items, anyOf }: Schema): Key[] {
  const own = Object.entries(properties ?? {}).flatMap(([name, schema]) => {
    const key = path === '' ? name : `${path}.${name}`;
    const needed = required?.includes(name) ?? false;
    return [{ path: key, required: needed, schema }, ...keysOf(key, schema)];
  });
  const ofItems = items?.properties === undefined ? [] : keysOf(`${path}[]`, items);
  return [...own, ...ofItems, ...(anyOf ?? []).flatMap((one) => keysOf(path, one))];
}

function sectionOf(heading: string, keys: readonly Key[]): string {
  const head = '| key | type | left out | what it is | examples |\n|---|---|---|---|---|';
  return `## ${heading}\n\n${head}\n${keys.map(rowOf).join('\n')}\n`;
}

function rowOf({ path, required, schema }: Key): string {
  const [what, ...leftOut] = (schema.description ?? '').split('; left out: ');
  const without = required ? '*required*' : (leftOut[0] ?? '');
  const examples = (schema.examples ?? []).map((one) => `\`${flow(one)}\``).join('<br>');
  const aggregates = [`\`${path}\``, typeOf(schema), without, what!, examples];
  return `| ${aggregates.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** What a value may be, in words. */
function typeOf(schema: Schema): string {
  const { type, items, anyOf, additionalProperties } = schema;
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${one}\``).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  if (items !== undefined) return items.properties ? 'list of keys' : `list of ${typeOf(items)}s`;
  if (additionalProperties) return `${typeOf(additionalProperties)} by variant`;
  if (type === 'object') return 'keys';
  if (type === 'boolean') return '`true` or `false`';
  // What may be a name may also be written as a number or a truth value, which YAML makes of 0 and no.
  if (Array.isArray(type)) return type.includes('boolean') ? 'name' : 'number';
  return type === 'string' ? 'text' : 'number';
}

/** A value as YAML writes it on one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([key, one]) => `${key}: ${flow(one)}`);
  return `{ ${pairs.join(', ')} }`;
}
