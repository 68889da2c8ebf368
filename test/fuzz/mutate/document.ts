import { parse, stringify } from 'yaml';
import { type Pick, splicedAt } from '../choices.js';
import { NAMES, ODD_TEXTS } from '../hostile-texts.js';
import { mutatedBytes, mutatedLines, WRITINGS } from './text.js';

/* Changes of YAML and JSON: of their text, and of what they say. */

/** A plan, policy, backlog, prior, report … after a few changes, as bytes. */
export function mutatedDocument(bytes: Buffer, pick: Pick): Buffer {
  const text = bytes.toString();
  const drawn = pick.random();
  if (drawn < 0.1) return mutatedBytes(bytes, pick);
  if (drawn < 0.25) return Buffer.from(mutatedLines(text, pick));
  if (drawn < 0.35) return Buffer.from(withWords(text, pick));
  if (drawn < 0.42) return WRITINGS[pick.oneOf(Object.keys(WRITINGS))]!(text);
  const said = parsed(text);
  if (said === undefined) return Buffer.from(withWords(text, pick));
  let value: unknown = said;
  for (let left = pick.whole(1, 2); left > 0; left--) value = mutatedValue(value, pick);
  return Buffer.from(text.trimStart().startsWith('{') ? asJson(value) : asYaml(value));
}

function parsed(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' }) ?? undefined;
  } catch {
    return undefined;
  }
}

const asJson = (value: unknown) => `${JSON.stringify(value) ?? ''}\n`;
const asYaml = (value: unknown) => stringify(value, { aliasDuplicateObjects: false });

/** A text with a piece of syntax put in, or a value replaced. */
function withWords(text: string, pick: Pick): string {
  const at = pick.whole(0, text.length);
  if (pick.chance(0.4)) return text.slice(0, at) + pick.oneOf(SYNTAX) + text.slice(at);
  const values = [...text.matchAll(/[:,[]\s*([^\s,\]}][^\n,\]}]*)/g)];
  if (values.length === 0) return pick.oneOf(SYNTAX);
  const { index, 0: whole, 1: value = '' } = pick.oneOf(values);
  const end = index + whole.length;
  return text.slice(0, end - value.length) + pick.oneOf(ODD_TEXTS) + text.slice(end);
}

const SYNTAX: readonly string[] = [
  ...[
    '&a ',
    '*a',
    '!!binary ',
    '!!js/function ',
    '<<: *a\n',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '? ',
  ],
  ...[
    '- ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '|\n',
    '>\n',
    '"',
    "'",
    '#',
    '\t',
    '\n',
    ',',
    '\r',
    '\\u0000',
  ],
  ...['a: &a [1]\nb: [*a, *a]\n', '__proto__: { alpha: 1 }\n', '"__proto__":{"a":1},', 'null', '~'],
  ...['[['.repeat(200), '{"a":'.repeat(300), '- '.repeat(200), '\ud800', '\u2028', '\u0000'],
];

/** What a document says, with something in it changed. */
export function mutatedValue(value: unknown, pick: Pick): unknown {
  if (value !== null && typeof value === 'object' && pick.chance(0.85)) return inside(value, pick);
  return otherThan(value, pick);
}

function inside(value: object, pick: Pick): unknown {
  const entries = Object.entries(value);
  const drawn = pick.random();
  if (entries.length === 0 || drawn < 0.08) return withAnother(value, entries, pick);
  const at = pick.whole(0, entries.length - 1);
  const [key, part] = entries[at]!;
  if (drawn < 0.16) return built(value, entries.toSpliced(at, 1));
  if (drawn < 0.22) return built(value, entries.with(at, [pick.oneOf(NAMES), part]));
  return built(value, entries.with(at, [key, mutatedValue(part, pick)]));
}

function withAnother(value: object, entries: [string, unknown][], pick: Pick): unknown {
  const part = pick.chance(0.5) && entries.length > 0 ? pick.oneOf(entries)[1] : odd(pick);
  return built(value, splicedAt(entries, pick, 0, [pick.oneOf(NAMES), part]));
}

/** Where a name is __proto__, it is a key as any other. */
function built(value: object, entries: [string, unknown][]): unknown {
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

const odd = (pick: Pick): unknown => {
  const text = pick.oneOf(ODD_TEXTS);
  const number = Number(text);
  return pick.oneOf([text, text, Number.isFinite(number) ? number : 0, null, true, [], {}, [text]]);
};

function otherThan(value: unknown, pick: Pick): unknown {
  if (typeof value !== 'number' || pick.chance(0.4)) return odd(pick);
  const near = [
    value + 1,
    value - 1,
    -value,
    value * 2,
    value / 2,
    value * 1e9,
    value * (1 + 1e-9),
  ];
  return pick.oneOf([...near, 0, 1, String(value), 1e308, Number.MIN_VALUE, Math.round(value)]);
}
