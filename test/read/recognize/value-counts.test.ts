import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

const YES_AND_NO = `variant,converted,users
control,0,9500
control,1,500
personalized,0,9440
personalized,1,570
`;

const HOW_MANY = `variant,orders,users
control,0,9000
control,1,800
control,2,150
control,5,50
personalized,0,8900
personalized,1,900
personalized,2,150
personalized,3,60
`;

test('yes and no with how many units had either are no successes', async () => {
  const { message, hint, location } = await mistakeIn(() => readText(YES_AND_NO));
  expect(message).toBe(
    'column converted holds 0, 1 once each in every variant: what units had, and not how many units',
  );
  expect(hint).toBe(
    "the units with 1: metrics: ['converted=1']; numbers of successes all the same? layout: 'counts'",
  );
  expect(location).toMatchObject({ line: 1, column: 2 });
});

test('the units that had it are counted as that is followed', async () => {
  const { aggregates } = await readText(YES_AND_NO, { metrics: ['converted=1'] });
  const [sample] = aggregates.variants.get('personalized')!.samples;
  expect([sample!.successes, sample!.moments.n]).toEqual([570, 10010]);
});

test('numbers of orders with how many units had so many', async () => {
  const { message, hint } = await mistakeIn(() => readText(HOW_MANY));
  expect(message).toContain('column orders holds 0, 1 … once each');
  expect(hint).toContain('give one row a unit, or how many units had any, one row a variant');
  const said = await readText(HOW_MANY, { layout: 'counts' });
  expect(said.aggregates.variants.get('control')?.samples[0]?.successes).toBe(8);
});

test('of each segment', async () => {
  const [, ...rows] = HOW_MANY.trim().split('\n');
  const both = ['DE', 'FR'].flatMap((country) => rows.map((row) => `${country},${row}`));
  const { message } = await mistakeIn(() =>
    readText(`country,variant,orders,users\n${both.join('\n')}\n`),
  );
  expect(message).toContain('column orders holds 0, 1');
});

test.each([
  ['a variant has one row', 'variant,orders,users\ncontrol,0,90\npersonalized,1,80\n'],
  ['days have few successes', 'day,variant,orders,users\n1,a,0,90\n1,b,1,80\n2,a,1,90\n2,b,0,81\n'],
  ['rows have any', 'variant,orders,users\na,0,90\na,4,80\nb,1,90\nb,2,81\n'],
  [
    'a number comes twice',
    'variant,orders,users\na,0,90\na,1,80\na,1,70\nb,0,90\nb,1,81\nb,2,80\n',
  ],
])('numbers of successes are counts where %s', async (_, text) => {
  expect((await readText(text)).reading.layout).toBe('counts');
});
