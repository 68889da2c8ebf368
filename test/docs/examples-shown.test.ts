import { expect, test } from 'vitest';
import { comesTo, showing, shownIn, wholeExample } from './examples.js';

test('a value comes to what is shown to the digits that are shown', () => {
  expect(comesTo('0.24285714285714285', '0.2429')).toBe(true);
  expect(comesTo('0.2430001', '0.2429')).toBe(false);
  expect(comesTo('{ lower: 0.05330001, upper: null }', '{ lower: 0.0533, upper: null }')).toBe(
    true,
  );
  expect(comesTo('{ lower: 0.05330001, upper: 1 }', '{ lower: 0.0533, upper: null }')).toBe(false);
  expect(comesTo('1.8221e-6', '1.82e-6')).toBe(true);
  expect(comesTo('1.83e-6', '1.82e-6')).toBe(false);
  expect(comesTo('0.00000182', '1.82e-6')).toBe(true);
});

test('a whole number is meant as it stands', () => {
  expect(comesTo('76.7', '77')).toBe(false);
  expect(comesTo('77', '77')).toBe(true);
  expect(comesTo('NaN', '77')).toBe(false);
});

test('what is shown is the statement before the mark, however many lines it has', () => {
  const code = 'const x = 1;\nf(\n  x,\n); // => 2\n// then\ng(x);\n// => 3\nx; // => 1';
  expect(shownIn(code)).toEqual(['2', '3', '1']);
  const made = 'const x = 1;\nshow(f(\n  x,\n));\n// then\nshow(g(x));\nshow(x);';
  expect(showing(code)).toBe(made);
});

test('names are imported that are used, not keys and words that are called like them', () => {
  const names = { values: ['variance', 'covariance', 'scoreTest', 'believed'], types: ['Design'] };
  const code =
    "variance(x); // of believed\nf({ covariance: 1 }, 'scoreTest', a.believed, ...scoreTest);";
  expect(wholeExample(code, names)).toBe(
    `import { variance, scoreTest } from 'perso-test';\n\n${code}`,
  );
  expect(wholeExample('f({} satisfies Design)', names)).toContain('import { type Design }');
});
