import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dosDecoder } from '../src/read/bytes/dos-pages.js';
import { runProgram } from './program.js';

/* Files as Windows, its shells, its git and Excel write them: read as they were meant, or refused with what to do. */

const start = process.cwd();
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-windows-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

const PLACES = ['Zürich', 'Köln', 'Łódź', 'São Paulo'];

/** Rows of both variants in these places, with a rate of 1 in 3 or 1 in 4. */
function rows(places = PLACES, delimiter = ','): string {
  const lines = Array.from({ length: 240 }, (_, i) => {
    const isGeneric = i % 2 === 0;
    const clicked = (i >> 1) % (isGeneric ? 4 : 3) === 0 ? 1 : 0;
    return [isGeneric ? 'generic' : 'personalized', places[(i >> 3) % places.length], clicked];
  });
  const all = [['variant', 'city', 'clicked'], ...lines];
  return all.map((line) => `${line.join(delimiter)}\r\n`).join('');
}

const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

/** A text in a code page, by what decodes it. */
function inPage(text: string, decoder: { decode: (bytes: Uint8Array) => string }): Buffer {
  const letters = Array.from({ length: 256 }, (_, i) => decoder.decode(Uint8Array.of(i)));
  return Buffer.from(Array.from(text, (letter) => letters.indexOf(letter)));
}

const ANALYZE = ['analyze', 'r.csv', '--metric', 'clicked', '--segment', 'city'];

async function reportOf(bytes: Buffer | string, more: string[] = []) {
  writeFileSync('r.csv', bytes);
  const { code, stdout, stderr } = await runProgram([...ANALYZE, ...more, '--format', 'json']);
  if (code !== 0) return stderr;
  const { comparisons, variants } = JSON.parse(stdout);
  return { comparisons, variants };
}

describe('results', () => {
  test('of PowerShell 5, whose > writes UTF-16, and of either order, are those of UTF-8', async () => {
    const expected = await reportOf(rows());
    expect(JSON.stringify(expected)).toContain('Łódź');
    expect(await reportOf(utf16le(rows()))).toEqual(expected);
    expect(await reportOf(utf16be(rows()))).toEqual(expected);
    expect(await reportOf(`\ufeff${rows()}`)).toEqual(expected);
  });

  test.each([
    ['utf-16le', utf16le(rows()).subarray(2)],
    ['utf-16be', utf16be(rows()).subarray(2)],
  ])('of %s without its mark are asked about, and then read', async (encoding, bytes) => {
    expect(await reportOf(bytes)).toContain(`--encoding ${encoding}`);
    expect(await reportOf(bytes, ['--encoding', encoding])).toEqual(await reportOf(rows()));
  });

  test('in UTF-16 are parted by what parts them, whatever half a letter looks like', async () => {
    // Half of U+672C is a comma, half of U+4E0A a line end.
    const text = rows(['本', '上']).replace('city', '本上本');
    const more = ['--segment', '本上本'];
    const bytes = utf16le(text.replaceAll(',', ';'));
    writeFileSync('r.csv', bytes);
    const asked = ['analyze', 'r.csv', '--metric', 'clicked', ...more, '--format', 'json'];
    const { code, stdout } = await runProgram(asked);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).comparisons.length).toBe(3);
  });

  test.each([
    ['windows-1252', 'windows-1252', ['Zürich', 'Köln', 'España'], new TextDecoder('windows-1252')],
    ['cp850', 'cp850', ['Zürich', 'Köln', 'España'], dosDecoder('cp850')!],
    ['cp850', 'cp437', ['Zürich', 'Köln', 'España'], dosDecoder('cp437')!],
    ['windows-1251', 'windows-1251', ['Москва', 'Тверь', 'Пермь'], new TextDecoder('windows-1251')],
    ['ibm866', 'ibm866', ['Москва', 'Тверь', 'Пермь'], new TextDecoder('ibm866')],
  ])(
    'guessed to be of %s, in %s, are refused until it is said',
    async (likely, page, places, decoder) => {
      const bytes = inPage(rows(places), decoder);
      const told = await reportOf(bytes);
      expect(told).toMatch(/^r\.csv:2: this is not UTF-8 text\n/);
      expect(told).toContain(`--encoding ${likely}`);
      expect(await reportOf(bytes, ['--encoding', page])).toEqual(await reportOf(rows(places)));
    },
  );

  test.each(['sep=;\r\n', '\ufeffsep=;\r\n', ''])(
    'of Excel, behind %j with semicolons and decimal commas',
    async (line) => {
      const table = (comma: string, delimiter: string) =>
        `variant${delimiter}spend\r\n${Array.from({ length: 60 }, (_, i) => `${i % 2 ? 'generic' : 'personalized'}${delimiter}${i}${comma}5\r\n`).join('')}`;
      const figures = async (text: string, more: string[] = []) => {
        writeFileSync('r.csv', text);
        const asked = ['analyze', 'r.csv', '--metric', 'spend', ...more, '--format', 'json'];
        const { stdout, stderr } = await runProgram(asked);
        return stdout === '' ? stderr : JSON.parse(stdout).comparisons;
      };
      const german = line + table(',', ';');
      expect(await figures(german)).toContain('decimal comma?');
      expect(await figures(german, ['--decimal', ','])).toEqual(await figures(table('.', ',')));
    },
  );
});

const PLAN = `experiment: hero
hypothesis: |
  A hero for each visitor
  sells more in Köln.
variants: { control: generic, treatments: [personalized] }
units: { rows: true }
metrics:
  - { name: clicked, column: clicked, kind: proportion, role: primary, direction: increase, mde: 40%, baseline: 25% }
alpha: 0.05
power: 0.8
monitoring: { method: group-sequential, spending: obrien-fleming, looks: 3 }
sampleSize: 360
`;

const gate = (more: string[] = []) =>
  runProgram(['gate', 'plan.yaml', 'r.csv', '--journal', 'j.jsonl', ...more]);

describe('plans', () => {
  test.each([
    ['CRLF', Buffer.from(PLAN.replaceAll('\n', '\r\n'))],
    ['a byte-order mark', Buffer.from(`\ufeff${PLAN}`)],
    ['UTF-16 of PowerShell', utf16le(PLAN.replaceAll('\n', '\r\n'))],
    ['UTF-16BE', utf16be(PLAN)],
  ])('with %s are the same promise', async (_, bytes) => {
    const hash = async () =>
      JSON.parse((await runProgram(['plan', 'plan.yaml', '--format', 'json'])).stdout);
    writeFileSync('plan.yaml', PLAN);
    const expected = await hash();
    expect(JSON.stringify(expected)).toMatch(/[0-9a-f]{64}/);
    writeFileSync('plan.yaml', bytes);
    expect(await hash()).toEqual(expected);
  });

  test('in a code page are refused', async () => {
    writeFileSync('plan.yaml', inPage(PLAN, dosDecoder('cp850')!));
    const { code, stderr } = await runProgram(['plan', 'plan.yaml']);
    expect(code).toBe(2);
    expect(stderr).toBe('plan.yaml:4: this is not UTF-8 text\nhint: save the plan as UTF-8\n');
  });
});

describe('journals', () => {
  const CHANGES = {
    'checked out with autocrlf': (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')),
    'saved with a mark': (text: string) => Buffer.from(`\ufeff${text}`),
    'saved with both': (text: string) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`),
  };

  test.each(Object.entries(CHANGES))('%s go on', async (_, change) => {
    writeFileSync('plan.yaml', PLAN);
    writeFileSync('r.csv', rows(['a']));
    expect((await gate()).code).toBe(21);
    writeFileSync('j.jsonl', change(readFileSync('j.jsonl', 'utf8')));
    writeFileSync('r.csv', rows(['a']) + rows(['a']).split('\r\n').slice(1).join('\r\n'));
    const { code, stderr } = await gate(['--format', 'json']);
    expect([code, stderr]).toEqual([21, '']);
    writeFileSync(
      'j.jsonl',
      change(readFileSync('j.jsonl', 'utf8'))
        .toString()
        .replace(/^\ufeff{2}/, '\ufeff')
        .replaceAll('\r\r', '\r'),
    );
    const ledger = await runProgram(['ledger', 'j.jsonl', '--format', 'json']);
    expect(ledger.stderr).toBe('');
    expect(
      JSON.parse(ledger.stdout).experiments[0].looks.length ??
        JSON.parse(ledger.stdout).experiments[0].looks,
    ).toBe(2);
  });

  test('in UTF-16 are refused with what to do, and are whole again after it', async () => {
    writeFileSync('plan.yaml', PLAN);
    writeFileSync('r.csv', rows(['a']));
    await gate();
    const text = readFileSync('j.jsonl', 'utf8');
    writeFileSync('j.jsonl', utf16le(text));
    const { code, stderr } = await gate();
    expect(code).toBe(2);
    expect(stderr).toBe(
      'j.jsonl:1: this is UTF-16, as PowerShell has it\nhint: save it as UTF-8 and nothing else: its lines keep their hashes\n',
    );
    writeFileSync('j.jsonl', `\ufeff${text.replaceAll('\n', '\r\n')}`);
    expect((await gate()).code).toBe(21);
  });
});

test('an answer that PowerShell wrote is shown again', async () => {
  writeFileSync('r.csv', rows());
  const { stdout } = await runProgram([...ANALYZE, '--format', 'json']);
  writeFileSync('report.json', stdout);
  const expected = await runProgram(['report', 'report.json']);
  writeFileSync('report.json', utf16le(stdout.replaceAll('\n', '\r\n')));
  expect(await runProgram(['report', 'report.json'])).toEqual(expected);
  // What is not UTF-8 would show other names than were tested.
  writeFileSync('report.json', inPage('{"a":"ü"}', dosDecoder('cp850')!));
  expect((await runProgram(['report', 'report.json'])).stderr).toMatch(
    /^report.json: this is not UTF-8 text\n/,
  );
});
