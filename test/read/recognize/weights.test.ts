import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

const table = (name: string, weightOf: (row: number) => number) =>
  `user_id,variant,${name},bought\n${Array.from(
    { length: 40 },
    (_, i) => `${i},${i % 2 ? 'light' : 'control'},${weightOf(i)},${i % 3 ? 0 : 1}`,
  ).join('\n')}\n`;
const differing = (row: number) => 1 + (row % 5) / 2;

test.each(['sample_weight', 'SamplingWeight', 'survey wt', 'IPW', 'inverse_probability_weights'])(
  'rows with different values of %s would count alike',
  async (name) => {
    const { message, hint, location } = await mistakeIn(() =>
      readText(table(name, differing), { metrics: ['bought'] }),
    );
    expect(message).toBe(`rows have weights in column ${name}, and would all count alike`);
    expect(hint).toContain(`count all alike? layout: 'rows'`);
    expect(location).toMatchObject({ line: 1, column: 3 });
    const said = await readText(table(name, differing), { layout: 'rows', metrics: ['bought'] });
    expect(said.aggregates.variants.get('control')!.units).toBe(20);
  },
);

test.each(['weight', 'product_weight', 'basket_weight_kg', 'sample'])(
  '%s is no weight of a row',
  async (name) => {
    const { reading } = await readText(table(name, differing), { metrics: ['bought'] });
    expect(reading.layout).toBe('rows');
  },
);

test('weights that are all the same change nothing', async () => {
  const { reading } = await readText(
    table('sample_weight', () => 2.5),
    { metrics: ['bought'] },
  );
  expect(reading.layout).toBe('rows');
});
