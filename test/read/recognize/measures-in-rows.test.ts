import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

const TABLE = `Variant,Measure Names,Measure Values
control,Visitors,20100
control,Orders,1001
light,Visitors,20131
light,Orders,1300
`;

test.each([
  ['as Tableau has it', TABLE],
  [
    'in another order',
    TABLE.replace(/(Variant),(Measure Names)/, '$2,$1').replaceAll(
      /^(\w+),(\w+),(\d+)$/gm,
      '$2,$1,$3',
    ),
  ],
  ['by metric', TABLE.replace('Measure Names', 'metric').replace('Measure Values', 'value')],
  ['by name', TABLE.replace('Measure Names', 'name').replace('Measure Values', 'value')],
])(
  'metrics one below the other are no units, and their figures can be typed: %s',
  async (_, text) => {
    const { message, hint } = await mistakeIn(() => readText(text));
    expect(message).toBe('each row is one metric of a variant, and none is a unit');
    expect(hint).toContain('perso-test analyze control=1001/20100 light=1300/20131');
  },
);

test('where none are units, they cannot', async () => {
  const { hint } = await mistakeIn(() => readText(TABLE.replaceAll('Visitors', 'Clicks')));
  expect(hint).toContain('perso-test analyze control=SUCCESSES/UNITS light=SUCCESSES/UNITS');
});

test.each([
  ['units have them', 'variant,event,amount\na,buy,3\na,buy,4\nb,buy,2\nb,buy,5\n'],
  ['each variant has one row', 'variant,metric,value\na,orders,3\nb,orders,4\n'],
  ['it is said', TABLE],
])('not where %s', async (why, text) => {
  const said =
    why === 'it is said'
      ? { rowsAreUnits: true, metrics: ['Measure Values'], where: ['Measure Names = Orders'] }
      : {};
  const read = readText(text, { metrics: [/,(\w+)\n/.exec(text)![1]!], ...said });
  expect((await read.catch(({ message }) => ({ message }))) as object).not.toMatchObject({
    message: 'each row is one metric of a variant, and none is a unit',
  });
});
