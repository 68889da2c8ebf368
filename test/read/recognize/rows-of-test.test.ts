import { describe, expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

function rows(name: string, [one, other]: readonly [string, string]): string {
  const lines = Array.from(
    { length: 40 },
    (_, i) => `${i % 2 ? 'control' : 'light'},${i % 7 < 5 ? one : other},${i % 3 ? 0 : 1}`,
  );
  return `variant,${name},bought\n${lines.join('\n')}\n`;
}

test.each([
  ['period', 'pre', 'post', 'post'],
  ['phase', 'after', 'before', 'after'],
  ['phase', 'A/A', 'A/B', 'A/B'],
  ['is_bot', '0', '1', '0'],
  ['internal user', 'false', 'true', 'false'],
  ['isTest', 'yes', 'no', 'no'],
])(
  'rows of before, of bots and the like are not put together with others: %s of %s and %s',
  async (name, one, other, choice) => {
    const text = rows(name, [one, other]);
    const { message, hint } = await mistakeIn(() => readText(text, { metrics: ['bought'] }));
    expect(message).toContain(`column ${name} tells`);
    expect(hint).toContain(`where: ["${name} = ${choice}"]`);
    const asked = { metrics: ['bought'], where: [`${name} = ${choice}`] };
    expect((await readText(text, asked)).files[0]!.otherRows).toBeGreaterThan(5);
  },
);

test.each([
  ['internal_search', '0', '1'],
  ['is_bot', '0', '0'],
  ['period', 'pre', 'pre'],
  ['order', 'before noon', 'after'],
])('other rows are: %s of %s and %s', async (name, one, other) => {
  const { files } = await readText(rows(name, [one, other]), { metrics: ['bought'] });
  expect(files[0]!.rows).toBe(40);
});

test('as a segment they are shown beside each other', async () => {
  const { reading } = await readText(rows('period', ['pre', 'post']), { segments: ['period'] });
  expect(reading.segments).toEqual(['period']);
});

describe('variants', () => {
  const both = (one: string, other: string) => {
    const lines = Array.from(
      { length: 60 },
      (_, i) => `${['control', one, other][i % 3]},${i % 4 ? 0 : 1}`,
    );
    return `variant,bought\n${lines.join('\n')}\n`;
  };
  test.each([
    ['light', "'light'"],
    ['light', "'light"],
    ['light', 'li\u200bght'],
    ['BOX', '\u0412\u041e\u0425'],
    ['2', '2.0'],
    ['1', 'true'],
  ])('are spelt in two ways: %s and %s', async (one, other) => {
    const { message, hint } = await mistakeIn(() => readText(both(one, other)));
    expect(message).toContain('are spellings of one variant');
    expect(hint).toContain('to take them as one: variants: ');
    const { aggregates } = await readText(both(one, other), { variants: ['control', one] });
    expect(aggregates.variants.get(one)!.units).toBe(40);
  });

  test.each(['control|light', 'light, control', 'control+light'])(
    'are two of one unit: %s',
    async (name) => {
      const { message, hint } = await mistakeIn(() => readText(both('light', `"${name}"`)));
      expect(message).toBe(
        `"${name}" in column variant names several variants, as of units that were in each`,
      );
      expect(hint).toContain('to leave it out: variants: ');
    },
  );

  test.each([
    ['email', 'email+light'],
    ['light', 'light+dark'],
  ])('may be put together of others, or of treatments: %s, %s', async (one, other) => {
    const { aggregates } = await readText(both(one, other));
    expect(aggregates.variants.size).toBe(3);
  });

  test.each(['excluded', 'Not eligible', '(other)'])('are none: %s', async (name) => {
    const { message } = await mistakeIn(() => readText(both('light', name)));
    expect(message).toContain('is no variant but says that there is none');
  });
});
