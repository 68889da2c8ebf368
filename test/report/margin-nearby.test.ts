import { expect, test } from 'vitest';
import type { MarginReport } from '../../src/report/margin-report.js';
import { runProgram, shellWords } from '../program.js';

async function answered(flags: string): Promise<MarginReport> {
  const { stdout, stderr } = await runProgram(shellWords(`power ${flags} --format json`));
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test.each([
  '--baseline 10% --margin 0.5pp',
  '--baseline 10% --margin 5% --power 0.9 --allocation 2:1',
  '--mean 20 --sd 14 --margin 1 --equivalence',
  '--baseline 10% --margin 5% --monitoring group-sequential --looks 3',
  '--sd 14 --margin smallest --sample-size 300',
])('a margin nearby takes what it takes when it is asked about: %s', async (flags) => {
  const { neighbours, margin, power } = await answered(flags);
  expect(neighbours.map(({ margin: one }) => one.absolute / margin.absolute)).toEqual(
    [0.5, 0.75, 1, 1.5, 2].map((factor) => expect.closeTo(factor, 9)),
  );
  const [first] = neighbours;
  const scale =
    first!.margin.relative !== null && flags.includes('%') && flags.includes('margin 5%');
  const size = scale ? `${100 * first!.margin.relative!}%` : sizeOf(first!.margin.absolute, flags);
  const asked = flags
    .replace(/--margin \S+/, `--margin ${size}`)
    .replace(/--sample-size \d+/, `--power ${power}`);
  const own = await answered(asked);
  // Written in percent and read again, a margin is another by a rounding.
  expect(own.sampleSize.exactPerVariant / first!.sampleSize.exactPerVariant).toBeCloseTo(1, 9);
});

function sizeOf(absolute: number, flags: string): string {
  return flags.includes('--baseline') ? `${100 * absolute}pp` : `${absolute}`;
}

test('the curve passes the power at the size that was worked out for it', async () => {
  const { curve, sampleSize, power } = await answered('--baseline 10% --margin 0.5pp');
  const at = curve.find(({ units }) => units >= sampleSize.exactPerVariant * (1 - 1e-12))!;
  expect(at.units).toBeCloseTo(sampleSize.exactPerVariant, 6);
  expect(at.power).toBeCloseTo(power, 9);
  expect(curve.at(-1)!.units).toBeCloseTo(2 * sampleSize.exactPerVariant, 6);
});

test('what any treatment is kept within is no margin', async () => {
  // Twice 6 points are more than the whole rate of 10 %.
  const { neighbours } = await answered('--baseline 10% --margin 6pp');
  expect(neighbours.map(({ margin }) => margin.absolute)).toEqual(
    [0.03, 0.045, 0.06, 0.09].map((size) => expect.closeTo(size, 12)),
  );
});
