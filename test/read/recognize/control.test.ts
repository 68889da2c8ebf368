import { expect, test } from 'vitest';
import { controlOf, variantNamed } from '../../../src/read/recognize/control.js';
import { mistakeIn } from '../given.js';

test.each([
  [['personalized', 'generic'], 'generic'],
  [['B', 'A'], 'A'],
  [['1', '0'], '0'],
  [['Test Campaign', 'Control Campaign'], 'Control Campaign'],
  [['controlled', 'baseline'], 'baseline'],
  [['constructor', 'default'], 'default'],
])('of %j the control is %s', (variants, control) => {
  expect(controlOf(variants, null)).toBe(control);
});

test.each([
  [['a', 'control']],
  [['x', 'y']],
  [['new control', 'old control']],
  [['uncontrolled', 'y']],
])('of %j none is chosen, and what names one is said', async (variants) => {
  const mistake = await mistakeIn(() => controlOf(variants, null));
  expect(mistake.hint).toMatch(/^name it: control: ['"]/);
});

test('a control that was said is found by its name, or but for case', async () => {
  expect(controlOf(['x', 'Y', 'control'], 'Y')).toBe('Y');
  expect(variantNamed(['No E-Mail', 'Mens'], ' no e-mail', 'control')).toBe('No E-Mail');
  expect(variantNamed(['a', 'A'], 'A', 'control')).toBe('A');
  const misspelt = await mistakeIn(() => controlOf(['generic', 'x'], 'genric'));
  expect(misspelt.hint).toBe('did you mean generic?');
  expect((await mistakeIn(() => controlOf(['B', 'D'], 'C'))).hint).toBe('there are B, D');
});

test('one variant is none to compare with, whatever it is called', async () => {
  expect((await mistakeIn(() => controlOf(['generic'], 'generic'))).message).toContain('only one');
});

test('a long list of variants is cut short', async () => {
  const variants = Array.from({ length: 500 }, (_, i) => `v${i + 2}`);
  expect((await mistakeIn(() => controlOf(variants, null))).message).toMatch(/and 490 more$/);
});

test.each([
  [['new', 'old'], 'old'],
  [['on', 'off'], 'off'],
  [['after', 'before'], 'before'],
  [['challenger', 'champion'], 'champion'],
  [['pers', 'status_quo'], 'status_quo'],
  [['new page', 'page'], 'page'],
  [['x', 'y'], 'x'],
  [['new', 'test'], 'new'],
])('of %j it asks whether it is %s', async (variants, likely) => {
  const { hint } = await mistakeIn(() => controlOf(variants, null));
  expect(hint).toBe(`name it: control: '${likely}'`);
});
