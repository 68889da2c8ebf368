import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

test.each([
  ['12.50-', 'a negative number? write the minus before it'],
  ['1.2k', 'write it in full, as 1200 for 1.2k'],
  ['3 Mio', 'write it in full, as 1200 for 1.2k'],
  ['\u0661\u0662', 'write it in the digits 0 to 9'],
  ['\uff11\uff12\uff0e\uff15', 'write it in the digits 0 to 9'],
  ["'12.50", 'an apostrophe marks it as text: take it away, and export it as a number'],
  ['-', `nothing, so 0? write 0 there; missing? missing: ["-"]`],
])('what is to be done about "%s"', async (text, said) => {
  const { hint } = await mistakeIn(() => readText(`variant,revenue\na,1.25\nb,${text}\na,3\n`));
  expect(hint).toBe(said);
});

test('digits of other scripts in a column of yes and no are no labels, which would leave it out unsaid', async () => {
  const rows = ['\uff10', '\uff11', '\uff10', '\uff11'].map(
    (digit, i) => `${'ab'[i % 2]},${digit},${i}.5`,
  );
  const { message } = await mistakeIn(() =>
    readText(`variant,converted,revenue\n${rows.join('\n')}\n`),
  );
  expect(message).toBe('"\uff10" is not a number in column converted');
});

test('yes and no in counts are asked which is the success', async () => {
  const text = 'variant,converted,users\na,FALSE,90\na,TRUE,10\nb,FALSE,80\nb,TRUE,12\n';
  const { hint } = await mistakeIn(() => readText(text));
  expect(hint).toBe(`yes or no in counts? say which is the success: metrics: ['converted=VALUE']`);
  const { aggregates } = await readText(text, { metrics: ['converted=TRUE'] });
  expect(aggregates.variants.get('b')!.samples[0]).toMatchObject({
    successes: 12,
    moments: { n: 92 },
  });
});

test('where commas and points are mixed, no way of reading either is all that is named', async () => {
  const text = 'variant;revenue\na;1,25\nb;1.75\na;3,5\n';
  const { hint } = await mistakeIn(() => readText(text, { decimal: new Map([['', ',']]) }));
  expect(hint).toBe(
    `is all of this column written with a point? decimal: new Map([['revenue', '.']]); some with a comma? write all of it alike`,
  );
});
