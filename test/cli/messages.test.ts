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

test.each([
  ['--metrc', 'did you mean --metric?'],
  ['--stratfy', 'did you mean --stratify?'],
  ['--all-pair', 'did you mean --all-pairs?'],
  ['--all-pairs=yes', 'did you mean --all-pairs?'],
  ['--csv', '--format csv'],
  ['--nonsense-of-mine', 'perso-test analyze --help says what it takes'],
])(
  '%s is answered with the flag that it is like, be it one that the short help leaves out',
  async (flag, hint) => {
    const { code, stderr } = await runProgram(['analyze', 'results.csv', flag]);
    expect(code).toBe(2);
    expect(stderr).toContain(`hint: ${hint}\n`);
  },
);
