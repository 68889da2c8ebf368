import { expect, test } from 'vitest';
import { REPORT_FORMAT_NAMES, reportFormat } from '../../src/render/report-formats.js';
import { runProgram } from '../program.js';

const COMMAND = ['analyze', 'fixtures/offers.csv', '--metric', 'orders', '--segment', 'customer'];
const ASKED = [
  ['--target'],
  ['--bayes'],
  ['--intensity', 'generic=0,recommendations=1,discount=2'],
  ['--test', 'brunner-munzel'],
];

const MEANS = ['analyze', 'fixtures/sessions.csv', '--unit-id', 'user_id', '--metric', 'spend'];
const commandOf = (flag: readonly string[]) => (flag[0] === '--test' ? MEANS : COMMAND);
const cases = (isWhole: boolean) =>
  REPORT_FORMAT_NAMES.filter((name) => (reportFormat(name).isWhole === true) === isWhole).flatMap(
    (format) => ASKED.map((flag) => [format, flag] as const),
  );

test.each(cases(true))('%s shows what %j asks for', async (format, flag) => {
  const command = [...commandOf(flag), '--format', format];
  const [plain, asked] = [await runProgram(command), await runProgram([...command, ...flag])];
  expect([plain.code, asked.code]).toEqual([0, 0]);
  expect(asked.stdout).not.toBe(plain.stdout);
});

test.each(cases(false))('%s has no place for %j, and says so', async (format, flag) => {
  const command = [...commandOf(flag), ...flag, '--format', format];
  const { code, stdout, stderr } = await runProgram(command);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(
    `${flag.join(' ').split('generic')[0]!.trim()}: --format ${format} has no place`,
  );
});

test('beside a whole report a short one may leave it out', async () => {
  const both = [...COMMAND, '--bayes', '--format', 'csv=/dev/null', '--format', 'text'];
  expect(await runProgram(both)).toMatchObject({ code: 0, stderr: '' });
});
