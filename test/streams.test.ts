import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';

/* A large file comes to the same from wherever it comes: by the program as it is installed, and real pipes. */
const bin = join(import.meta.dirname, '../bin/perso-test.js');
const folder = mkdtempSync(join(tmpdir(), 'perso-streams-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = Array.from({ length: 500_000 }, (_, i) => {
  const spend = ((i * 7919) % 10_007) / 100;
  return `${i},${i % 3 ? 'generic' : 'personalized'},${i % 7 ? 'no' : 'yes'},"${spend}"\n`;
});
const header = 'id,variant,ordered,spend\n';
const plain = Buffer.from(header + rows.join(''));
const packed = gzipSync(plain, { level: 1 });
const inFolder = (name: string, bytes: Buffer | string) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const file = inFolder('rows.csv', plain);
const zipped = inFolder('rows.csv.gz', packed);
const half = Math.floor(plain.length / 2);
const members = [plain.subarray(0, half), plain.subarray(half)].map((part) => gzipSync(part));
const joined = inFolder('joined.csv.gz', Buffer.concat(members));

/** What a shell line with the program as `$RUN` prints, and its exit code. */
function inShell(line: string): { code: number | null; printed: string; told: string } {
  const asked = 'analyze --metric ordered --metric spend --format json';
  const RUN = `${process.execPath} ${bin} ${asked}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    cwd: folder,
    env: { ...process.env, RUN },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { code: status, printed: stdout, told: stderr };
}

/** The report without what its file is known by, in which the ways differ. */
function figuresOf(line: string): unknown {
  const { code, printed, told } = inShell(line);
  expect([code, told]).toEqual([0, '']);
  const report = JSON.parse(printed);
  return { ...report, input: { ...report.input, files: report.input.files.length } };
}

describe('from wherever a large file comes, its report is the same to the last bit', () => {
  const ofFile = figuresOf(`$RUN ${file}`);
  test.each([
    ['a pipe', `cat ${file} | $RUN -`],
    ['a pipe that gives little at once', `dd if=${file} bs=3001 2>/dev/null | $RUN -`],
    ['standard input', `$RUN - < ${file}`],
    ['gzip', `$RUN ${zipped}`],
    ['gzip of two members', `$RUN ${joined}`],
    ['gzip from a pipe', `cat ${zipped} | $RUN -`],
    ['gzip from standard input', `$RUN - < ${zipped}`],
  ])('%s', (_, line) => {
    expect(figuresOf(line)).toEqual(ofFile);
  });
});

test('standard input is read from where it stands, not from the start of its file', () => {
  const line = `{ head -c ${header.length} > /dev/null; $RUN - ; } < ${file}`;
  // The header is gone, so the first row is taken for one.
  expect(inShell(line).told).not.toBe('');
  const titled = inFolder('titled.csv', Buffer.concat([Buffer.from('a title\n'), plain]));
  const { code, printed } = inShell(
    `{ dd bs=8 count=1 of=/dev/null 2>/dev/null; $RUN -; } < ${titled}`,
  );
  expect(code).toBe(0);
  expect(JSON.parse(printed).input.rows).toBe(rows.length);
});

test('the hashes are those of the bytes as they came', () => {
  const hashOf = (line: string) => JSON.parse(inShell(line).printed).input.files[0].sha256;
  const sum = (path: string) =>
    execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64);
  expect(hashOf(`$RUN ${zipped}`)).toBe(sum(zipped));
  expect(hashOf(`cat ${file} | $RUN -`)).toBe(sum(file));
  expect(hashOf(`$RUN - < ${file}`)).toBe(sum(file));
});

describe('what is wrong far into a stream is told as of a file', () => {
  test('gzip that is cut short', () => {
    const cut = inFolder('cut.csv.gz', packed.subarray(0, packed.length - 1000));
    const { code, told } = inShell(`$RUN ${cut}`);
    expect(code).toBe(2);
    expect(told).toMatch(/^.*cut\.csv\.gz: this gzip file ends too early\n/);
  });

  test('gzip whose sum is not that of its bytes', () => {
    const damaged = Buffer.from(packed);
    const at = damaged.length - 6;
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    const { code, told } = inShell(`$RUN ${inFolder('damaged.csv.gz', damaged)}`);
    expect(code).toBe(2);
    expect(told).toMatch(/this gzip file is damaged \(incorrect data check\)\n/);
  });

  test.each([
    ['a word among amounts', '"1.5"', '"oops"'],
    ['a quote that is never closed', 'yes,"', 'yes","'],
    ['a byte that is no UTF-8', 'yes', 'y\xffs'],
  ])('%s', (_, old, mistaken) => {
    const at = plain.lastIndexOf(old, plain.length - 100_000);
    const rest = plain.subarray(at + old.length);
    const bytes = Buffer.concat([plain.subarray(0, at), Buffer.from(mistaken, 'latin1'), rest]);
    const path = inFolder('mistake.csv', bytes);
    const ofFile = inShell(`$RUN ${path}`);
    expect(ofFile.code).toBe(2);
    const told = firstLine(ofFile.told).replace(path, 'standard input');
    for (const line of [`cat ${path} | $RUN -`, `$RUN - < ${path}`, `gzip -1 < ${path} | $RUN -`]) {
      expect(firstLine(inShell(line).told)).toBe(told);
    }
  });
});

describe('several files', () => {
  const parts = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const each = rows.length / count;
      const part = rows.slice(i * each, (i + 1) * each);
      return inFolder(`of-${count}-${String(i).padStart(3, '0')}.csv`, header + part.join(''));
    });

  test.each([5, 100])('%d of them come to what the whole comes to', (count) => {
    parts(count);
    const { input, comparisons } = figuresOf(`$RUN 'of-${count}-*.csv'`) as Report;
    const whole = figuresOf(`$RUN ${file}`) as Report;
    expect(input.rows).toBe(rows.length);
    expect(input.files).toBe(count);
    comparisons.forEach(({ pValue }, i) => {
      expect(pValue).toBeCloseTo(whole.comparisons[i]!.pValue, 10);
    });
    expect(comparisons.length).toBeGreaterThan(1);
  });

  test('a mistake in one of many small ones is told with its place', () => {
    const paths = parts(50);
    const path = paths[30]!;
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/\n(\d+),generic,no,/, '\n$1,generic,maybe,'),
    );
    const { code, told } = inShell(`$RUN 'of-50-*.csv'`);
    expect(code).toBe(2);
    expect(told).toMatch(/^of-50-030\.csv:3:3: "maybe" /);
  });
});

function firstLine(text: string): string {
  return text.slice(0, text.indexOf('\n'));
}

interface Report {
  input: { rows: number; files: number };
  comparisons: { pValue: number }[];
}
