/* What goes wrong with files on their way, or is done to them: each kind changes one input. */
import { createHash } from 'node:crypto';

const ODD = [
  0,
  -1,
  1,
  2,
  0.5,
  1e308,
  1e-320,
  2 ** 53,
  null,
  true,
  '',
  ' ',
  'NaN',
  'Infinity',
  '5%',
  '0.5pp',
  '1e9',
].concat([
  '-5%',
  '0x10',
  '1,5',
  '٣',
  'é',
  'e\u0301',
  '\u0000',
  '__proto__',
  'constructor',
  '../x',
  '=1+1',
]);
const ODD_VALUES = [...ODD, [], {}, ['a', 'a'], { a: 1 }];
const ODD_FIELDS = [
  '',
  '0',
  '1',
  '2',
  '-1',
  '1e3',
  '1e400',
  '0.5',
  'NaN',
  'NA',
  'true',
  'no',
  '1,5',
  '"',
  '"1"',
  ' 1 ',
].concat([
  '1\u00a0000',
  '−1',
  '١',
  'generic',
  'Generic',
  'GENERIC ',
  'p',
  'unknown',
  '#',
  '\ufeff1',
  '9007199254740993',
]);

/** A table after a change of its cells, rows or columns. */
export function mutatedTable({ header, rows }, pick) {
  const copy = { header: [...header], rows: rows.map((row) => [...row]) };
  const row = () => pick.oneOf(copy.rows);
  const column = pick.whole(0, header.length - 1);
  pick.oneOf([
    () => {
      row()[column] = pick.oneOf(ODD_FIELDS);
    },
    () => {
      row()[column] = pick.oneOf(ODD_FIELDS);
    },
    () => {
      copy.header[column] = pick.oneOf([
        pick.oneOf(header),
        'x',
        '',
        copy.header[column].toUpperCase(),
        ` ${copy.header[column]} `,
      ]);
    },
    () => {
      copy.rows.push([...row()]);
    },
    () => {
      copy.rows.splice(pick.whole(0, rows.length - 1), pick.whole(1, 5));
    },
    () => {
      for (const one of [copy.header, ...copy.rows]) one.splice(column, 1);
    },
    () => {
      for (const one of [copy.header, ...copy.rows]) one.push(one[column]);
    },
    () => {
      for (const one of [copy.header, ...copy.rows]) one.reverse();
    },
    () => {
      copy.rows.reverse();
    },
    () => {
      row().push('1');
    },
    () => {
      row().pop();
    },
    () => {
      copy.rows = copy.rows.filter((one) => !one.includes(pick.oneOf(['generic', 'p', '1'])));
    },
    () => {
      const value = pick.oneOf(ODD_FIELDS);
      for (const one of copy.rows) if (pick.chance(0.3)) one[column] = value;
    },
    () => {
      for (const one of copy.rows) one[column] = one[column] === '0' ? '1' : '0';
    },
  ])();
  return copy;
}

const SIGNS = [
  '"',
  ',',
  ';',
  '\n',
  '\r',
  '\t',
  '\0',
  '#',
  ':',
  '{',
  '[',
  '&',
  '*',
  '%',
  '\ufeff',
  '\ufffd',
  '0',
  '-',
  'é',
  ' ',
];

/** A text after a slip: a sign put in, taken out or changed, a line doubled or lost, an end cut off. */
export function mutatedText(text, pick) {
  const at = pick.whole(0, text.length);
  const lines = text.split('\n');
  const line = pick.whole(0, lines.length - 1);
  return pick.oneOf([
    () => text.slice(0, at) + pick.oneOf(SIGNS) + text.slice(at),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + pick.oneOf(SIGNS) + text.slice(at + 1),
    () => text.slice(0, at),
    () => lines.toSpliced(line, 1).join('\n'),
    () => lines.toSpliced(line, 0, lines[line]).join('\n'),
    () => text.replaceAll('\n', pick.oneOf(['\r\n', '\r', '\n\n'])),
    () => `\ufeff${text}`,
    () => text + pick.oneOf(['\n', ' ', '\0', '\u001a', text]),
  ])();
}

/** Bytes after one was changed, or some were lost. */
export function mutatedBytes(bytes, pick) {
  const copy = Buffer.from(bytes);
  if (copy.length === 0 || pick.chance(0.3)) return copy.subarray(0, pick.whole(0, copy.length));
  copy[pick.whole(0, copy.length - 1)] = pick.whole(0, 255);
  return copy;
}

/** Every place in a document: what holds it, and under which key. */
function placesIn(value, found = []) {
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    if (typeof value[key] === 'object' && value[key] !== null) placesIn(value[key], found);
  }
  return found;
}

const MORE_KEYS = [
  ['futility', 'pocock'],
  ['minimumDays', 3],
  ['wholeWeeks', true],
  ['decideBy', '2026-03-04'],
]
  .concat([
    ['alternative', 'greater'],
    ['alternative', 'less'],
    ['segments', ['country']],
    ['stratify', 'country'],
  ])
  .concat([
    ['stratify', 'variant'],
    ['segments', ['variant']],
    ['alpha', 0.5],
    ['alpha', 0.999],
    ['alpha', 1e-9],
    ['sampleSize', 2],
  ])
  .concat([
    ['planVersion', 2],
    ['monitoring', 'always-valid'],
    ['power', 0.06],
    ['reading', { onBadRow: 'skip' }],
  ])
  .concat([
    ['reading', { missing: ['0'] }],
    ['reading', { where: ['variant != x'] }],
    ['reading', { decimal: ',' }],
    ['reading', { thousands: ',' }],
  ])
  .concat([
    ['reading', { comment: '1' }],
    ['reading', { emptyIs: 0 }],
    ['units', { rows: true }],
    ['unknown', 1],
  ]);

/** A plan after a key was lost, doubled, misspelt, or given another value. */
export function mutatedPlan(doc, pick) {
  const copy = structuredClone(doc);
  const [holder, key] = pick.oneOf(placesIn(copy));
  pick.oneOf([
    () => {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    },
    () => {
      holder[key] = pick.oneOf(ODD_VALUES);
    },
    () => {
      if (Array.isArray(holder)) holder.push(holder[key]);
      else {
        holder[`${key}s`] = holder[key];
        delete holder[key];
      }
    },
    () => {
      const [more, value] = pick.oneOf(MORE_KEYS);
      copy[more] = value;
    },
    () => {
      const [more, value] = pick.oneOf(MORE_KEYS);
      copy[more] = value;
    },
    () => {
      const one = pick.oneOf(copy.metrics);
      one.direction = one.direction === 'increase' ? 'decrease' : 'increase';
    },
    () => {
      Object.assign(
        pick.oneOf(copy.metrics),
        pick.oneOf([
          { margin: '50pp' },
          { equivalence: true },
          { value: 5 },
          { cap: 1 },
          { kind: 'median' },
          { kind: 'mean' },
          { covariate: 'visits_before' },
          { column: 'variant' },
          { role: 'secondary' },
          { role: 'primary' },
        ]),
      );
    },
    () => {
      copy.variants.allocation = pick.oneOf([
        { generic: 1, p: 1 },
        { generic: 1, p: 1e-9 },
        { generic: 99, p: 1 },
      ]);
    },
    () => {
      copy.variants.cost = { p: pick.oneOf([0, -1, 1e9, 0.01]) };
    },
    () => {
      copy.variants.control = pick.oneOf([...copy.variants.treatments, 'Generic']);
    },
  ])();
  return copy;
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A journal after lines were lost, doubled, moved, edited, cut or mended. */
export function mutatedJournal(text, others, pick) {
  const lines = text.split('\n').slice(0, -1);
  const at = pick.whole(0, Math.max(0, lines.length - 1));
  const joined = (list) => list.map((line) => `${line}\n`).join('');
  return pick.oneOf([
    () => joined(lines.toSpliced(at, 1)),
    () => joined(lines.toSpliced(at, 0, lines[at] ?? '')),
    () => joined(lines.toReversed()),
    () => joined(lines.slice(0, at)),
    () => text.slice(0, pick.whole(0, text.length)),
    () => mutatedText(text, pick),
    () => text.replaceAll('\n', '\r\n'),
    () => joined([...lines, pick.oneOf(others)]),
    () => joined([pick.oneOf(others), ...lines]),
    () => joined(editedLines(lines, at, pick)),
    () => joined(editedLines(lines, at, pick)),
    () => joined(editedLines(lines, at, pick)),
    () => '',
  ])();
}

/** The lines with something in one of them edited, and often the hashes behind it mended. */
function editedLines(lines, at, pick) {
  if (lines.length === 0) return ['{}'];
  let parsed;
  try {
    parsed = lines.map((line) => JSON.parse(line));
  } catch {
    return lines.toReversed();
  }
  const line = parsed[at];
  const [holder, key] = pick.oneOf(placesIn(line));
  pick.oneOf([
    () => {
      holder[key] =
        typeof holder[key] === 'number'
          ? holder[key] * pick.oneOf([-1, 0, 2, 0.5, 1.0000001]) + pick.oneOf([0, 0, 1])
          : pick.oneOf(ODD_VALUES);
    },
    () => {
      holder[key] = pick.oneOf(ODD_VALUES);
    },
    () => {
      delete holder[key];
    },
    () => {
      Object.assign(line, {
        decision: 'ship',
        variant: line.comparisons?.[0]?.treatment?.variant ?? 'p',
        reasons: ['NULL_REJECTED'],
      });
    },
    () => {
      Object.assign(line, {
        decision: 'invalid',
        variant: null,
        reasons: ['SAMPLE_RATIO_MISMATCH'],
      });
    },
    () => {
      line.time = '2020-01-01T00:00:00.000Z';
    },
    () => {
      line.repeats = !line.repeats;
    },
    () => {
      for (const name of Object.keys(line.plannedUnits ?? {})) line.plannedUnits[name] = 1;
    },
    () => {
      for (const one of line.comparisons ?? [])
        if (one.treatment?.successes !== undefined) one.treatment.successes += 1;
    },
  ])();
  return pick.chance(0.7) ? mended(parsed) : parsed.map((one) => JSON.stringify(one));
}

function mended(parsed) {
  const lines = [];
  for (const line of parsed) {
    if (typeof line === 'object' && line !== null && 'previous' in line) {
      line.previous = lines.length === 0 ? null : sha256(lines.at(-1));
    }
    lines.push(JSON.stringify(line));
  }
  return lines;
}

const MORE_FLAGS = [
  ['--help'],
  ['-h'],
  ['-V'],
  ['--'],
  ['--unknown'],
  ['--exit-code', 'ship=1'],
  ['--exit-code', 'ship'],
  ['--exit-code', 'keep-collecting=0'],
]
  .concat([
    ['--exit-code', 'invalid=300'],
    ['--exit-code', '=0'],
    ['--exit-code', 'ship=7'],
    ['--delimiter', ';'],
    ['--delimiter', ','],
    ['--delimiter', 'xx'],
    ['--delimiter', 'tab'],
  ])
  .concat([
    ['--layout', 'rows'],
    ['--layout', 'counts'],
    ['--layout', 'summary'],
    ['--layout', 'wide'],
    ['--encoding', 'windows-1252'],
    ['--encoding', 'utf-16le'],
    ['--encoding', 'nonsense'],
  ])
  .concat([
    ['--skip-lines', '1'],
    ['--skip-lines', '0'],
    ['--skip-lines', '-1'],
    ['--sheet', 'x'],
    ['--format', 'xml'],
    ['--format', 'json', '--format', 'json'],
    ['--output', 'day.csv'],
  ])
  .concat([
    ['--output', '/nowhere/x'],
    ['--output', 'looks.jsonl'],
    ['--journal', 'plan.yaml'],
    ['--journal', ''],
    ['--journal', '-'],
    ['--alpha', '0.5'],
    ['--where', 'a=1'],
    ['-q', '-q'],
    ['-'],
    [''],
  ])
  .concat([
    ['--control', 'p'],
    ['--journal=other.jsonl'],
    ['--details'],
    ['--no-color'],
    ['day.csv'],
    ['p=day.csv'],
    ['*.csv'],
    ['missing.csv'],
    ['plan.yaml'],
    ['looks.jsonl'],
  ]);

/** Arguments after one was put in, taken out or moved. */
export function mutatedFlags(argv, pick) {
  const at = pick.whole(1, argv.length);
  if (pick.chance(0.7)) return argv.toSpliced(at, 0, ...pick.oneOf(MORE_FLAGS));
  if (pick.chance(0.5)) return argv.toSpliced(at, 1);
  return [...argv.slice(0, at), ...argv.slice(at).toReversed()];
}
