import { expect, test } from 'vitest';
import { runProgram } from '../program.js';

async function planned(words: string) {
  const { stdout } = await runProgram(['power', ...words.split(' '), '--format', 'json']);
  return JSON.parse(stdout);
}

const TOLD =
  'rejections in the opposite direction are not counted, as in R: with them, as in pwr and statsmodels, the power is';

// Powers with both sides by R's pwr 1.3 (pwr.t.test, pwr.t2n.test), as statsmodels' test_power.py has them.
test.each([
  ['--mean 10 --sd 1 --mde 0.1 --sample-size 20', '6.1 %'],
  ['--mean 10 --sd 1 --mde -0.1 --sample-size 20', '6.1 %'],
  ['--mean 10 --sd 1 --mde 0.1 --sample-size 30 --allocation 2:3', '6.3 %'],
])('%s: both sides are %s', async (words, both) => {
  const { formula, power } = await planned(words);
  expect(formula).toContain(`${TOLD} ${both}`);
  expect(power).toBeLessThan(0.055);
});

test.each([
  '--mean 10 --sd 1 --mde 1 --sample-size 30',
  '--mean 10 --sd 1 --mde 0.1 --sample-size 20 --alternative greater',
  '--mean 10 --sd 1 --mde 0.1 --sample-size 20 --monitoring always-valid',
  '--baseline 10% --mde 5%',
])('%s: nothing is said where nothing shows', async (words) => {
  expect((await planned(words)).formula).not.toContain('opposite');
});
