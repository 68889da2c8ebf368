import { expect, test } from 'vitest';
import { runProgram } from '../program.js';

test.each([
  ['a file', ['analyze', '::error::boom.csv'], '\\u003a:error::boom.csv: '],
  ['a file', ['analyze', '##[error]boom.csv'], '\\u0023#[error]boom.csv: '],
  ['a plan', ['plan', '::stop-commands::x'], '\\u003a:stop-commands::x: '],
])('no name of %s speaks to a CI from a message', async (_, argv, start) => {
  const { code, stderr } = await runProgram(argv);
  expect(code).toBe(2);
  expect(stderr.startsWith(start), stderr).toBe(true);
});
