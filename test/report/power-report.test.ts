import { expect, test } from 'vitest';
import * as library from '../../src/index.js';
import { runProgram, shellWords } from '../program.js';

/*
 * Whoever asks for a size with nothing but what src/index.ts exports gets the report that `power` prints.
 */
const RATE: library.PowerDesign = {
  baseline: { kind: 'proportion', rate: 0.1 },
  alpha: 0.05,
  alternative: 'two-sided',
  correction: 'holm',
  variants: 2,
  allocation: 1,
  monitoring: { method: 'fixed' },
};
const MEAN: library.PowerDesign = { ...RATE, baseline: { kind: 'mean', mean: 25, sd: 40 } };
const NOTHING = { effect: null, units: null, power: null };

async function printed(flags: string, format: 'json' | 'text'): Promise<string> {
  const { stdout, stderr } = await runProgram(shellWords(`power ${flags} --format ${format}`));
  expect(stderr).toBe('');
  return stdout;
}

/** What is printed, without which program has printed it. */
async function answered(flags: string): Promise<object> {
  const { tool, ...answer } = JSON.parse(await printed(flags, 'json'));
  expect(tool.name).toBe('perso-test');
  return answer;
}

const plain = (value: unknown) => JSON.parse(library.renderJson(value));
const STYLE = { paint: library.PLAIN, width: 80 };

const EFFECTS: [string, library.PowerQuestion, number | null][] = [
  [
    '--baseline 10% --mde 5% --daily-units 5000',
    { ...NOTHING, test: RATE, effect: 0.05 * 0.1, power: 0.8 },
    5000,
  ],
  [
    '--baseline 10% --mde 20% --sample-size 1000',
    { ...NOTHING, test: RATE, effect: 0.2 * 0.1, units: 1000 },
    null,
  ],
  [
    '--mean 25 --sd 40 --sample-size 8000 --alternative less --variants 3 --allocation 2:1',
    {
      ...NOTHING,
      test: { ...MEAN, alternative: 'less', variants: 3, allocation: 0.5 },
      units: 8000,
      power: 0.8,
    },
    null,
  ],
  [
    '--mean 25 --sd 40 --mde 2 --sample-size 8000 --monitoring group-sequential --looks 3',
    {
      ...NOTHING,
      test: {
        ...MEAN,
        monitoring: { method: 'group-sequential', spending: 'obrien-fleming', looks: 3 },
      },
      effect: 2,
      units: 8000,
    },
    null,
  ],
  [
    '--mean 25 --sd 40 --mde 2 --monitoring group-sequential --looks 3 --futility power-2.5 --daily-units 900',
    {
      ...NOTHING,
      test: {
        ...MEAN,
        monitoring: {
          ...({ method: 'group-sequential', spending: 'obrien-fleming', looks: 3 } as const),
          futility: { spending: 'power-2.5', power: 0.8 },
        },
      },
      effect: 2,
      power: 0.8,
    },
    900,
  ],
];

test('bounds of futility are told too where the power says nothing of the effect at them', async () => {
  const flags =
    '--baseline 10% --mde 50% --monitoring group-sequential --looks 2 --futility pocock';
  const { monitoring } = JSON.parse(await printed(`${flags} --sample-size 100000`, 'json'));
  const sized = JSON.parse(await printed(flags, 'json')).monitoring;
  expect(monitoring.futility).toMatchObject({ power: 0.8, stopsEarly: null });
  const [look] = monitoring.futility.looks;
  expect(look).toMatchObject({ units: 100_000, effect: { absolute: null, relative: null } });
  expect(look.statistic).toBe(sized.futility.looks[0].statistic);
});

test.each(EFFECTS)('power %s, by the library alone', async (flags, question, dailyUnits) => {
  const answer = library.powerAnswer(question);
  if (typeof answer === 'string') throw new Error(answer);
  const report = library.powerReport(question.test, answer, dailyUnits);
  expect(plain(report)).toEqual(await answered(flags));
  expect(library.renderPower(report, STYLE)).toBe(await printed(flags, 'text'));
});

const MARGINS: [string, library.GuardrailQuestion, number | null][] = [
  [
    '--baseline 10% --margin 1pp --lower-is-better --power 0.9 --daily-units 500',
    {
      test: RATE,
      kind: 'non-inferiority',
      margin: { scale: 'points', size: 0.01 },
      lowerIsBetter: true,
      ...{ effect: 0, units: null, power: 0.9 },
    },
    500,
  ],
  [
    '--mean 25 --sd 40 --margin 4% --monitoring always-valid',
    {
      test: { ...MEAN, monitoring: { method: 'always-valid' } },
      kind: 'non-inferiority',
      margin: { scale: 'relative', size: 0.04 },
      lowerIsBetter: false,
      ...{ effect: 0, units: null, power: 0.8 },
    },
    null,
  ],
  [
    '--mean 25 --sd 40 --margin 1 --equivalence',
    {
      test: MEAN,
      kind: 'equivalence',
      margin: { scale: 'absolute', size: 1 },
      lowerIsBetter: false,
      ...{ effect: 0, units: null, power: 0.8 },
    },
    null,
  ],
];

const MORE_MARGINS: typeof MARGINS = [
  [
    '--baseline 1.4% --margin smallest --lower-is-better --sample-size 4000',
    {
      test: { ...RATE, baseline: { kind: 'proportion', rate: 1.4 / 100 } },
      ...{ kind: 'non-inferiority', margin: null, lowerIsBetter: true },
      ...{ effect: 0, units: 4000, power: 0.8 },
    },
    null,
  ],
  [
    '--mean 25 --sd 40 --margin 4% --sample-size 9000 --benefit 1%',
    {
      test: MEAN,
      ...{ kind: 'non-inferiority', margin: { scale: 'relative', size: 0.04 } },
      ...{ lowerIsBetter: false, effect: 0.25, units: 9000, power: null },
    },
    null,
  ],
];

test.each([...MARGINS, ...MORE_MARGINS])(
  'power %s, by the library alone',
  async (flags, question, dailyUnits) => {
    const report = library.marginReport(question, library.guardrailAnswer(question)!, dailyUnits);
    expect(plain(report)).toEqual(await answered(flags));
    expect(library.renderMargin(report, STYLE)).toBe(await printed(flags, 'text'));
  },
);

test('what has no answer says why, and what is no question throws', () => {
  const asked = { ...NOTHING, test: { ...MEAN, baseline: { kind: 'mean', mean: 25, sd: 1 } } };
  const answer = (rest: object) =>
    library.powerAnswer({ ...asked, ...rest } as library.PowerQuestion);
  expect(answer({ effect: 1e6, power: 0.8 })).toBe('EFFECT_TOO_LARGE');
  expect(answer({ effect: 1e-9, power: 0.8 })).toBe('EFFECT_TOO_SMALL');
  const half: library.PowerDesign = { ...RATE, baseline: { kind: 'proportion', rate: 0.5 } };
  expect(answer({ test: half, units: 3, power: 0.8 })).toBe('TOO_FEW_UNITS');
  expect(() => answer({ effect: 1, units: 10, power: 0.8 })).toThrow(RangeError);
  expect(() => answer({ power: 0.8 })).toThrow(RangeError);
});

test('a control has no margin in points of a mean, or in percent of nothing', () => {
  const question = MARGINS[1]![1];
  const ofUnknown = { ...MEAN, baseline: { kind: 'mean', mean: null, sd: 40 } as const };
  expect(library.guardrailAnswer({ ...question, test: ofUnknown })).toBe(null);
  const points = { scale: 'points', size: 0.01 } as const;
  expect(library.guardrailAnswer({ ...question, margin: points })).toBe(null);
});

test('the smallest margin that units show is the margin that takes these units', () => {
  const [, question] = MORE_MARGINS[0]!;
  const { margin } = library.guardrailAnswer(question)!;
  const size = { scale: 'absolute', size: margin.absolute } as const;
  const back = library.guardrailAnswer({ ...question, margin: size, units: null })!;
  expect(back.sampleSize.exactPerVariant).toBeCloseTo(4000, 4);
  expect(library.guardrailAnswer({ ...question, units: 40, lowerIsBetter: false })).toBeNull();
  expect(() => library.guardrailAnswer({ ...question, power: null })).toThrow(RangeError);
});

test('a treatment as bad as the margin has no size, and alpha for its power', () => {
  const [, question] = MORE_MARGINS[1]!;
  const bad = { ...question, effect: -1 };
  expect(library.guardrailAnswer({ ...bad, units: null, power: 0.8 })).toBeNull();
  expect(library.guardrailAnswer(bad)!.power).toBeCloseTo(0.05, 6);
});
