import { expect, test } from 'vitest';
import { type Exported, exportsOfLibrary } from '../docs/exports.js';
import { docstringFaults } from './docstring-faults.js';

/*
 * Whoever uses the library sees a docstring and nothing around it.
 */
const all = exportsOfLibrary();

test('each docstring is whole: what is returned, what numbers may be, what is thrown, and whose it is', () => {
  const faults = all.flatMap((it) =>
    docstringFaults(it, all).map((fault) => `${it.module}: ${it.name} ${fault}`),
  );
  expect(faults).toEqual([]);
});

/** The export of that name with something of its docstring lost. */
function without(name: string, lose: (whole: Exported) => Partial<Exported>): string[] {
  const whole = all.find((it) => it.name === name)!;
  return docstringFaults({ ...whole, ...lose(whole) }, all);
}

const untagged =
  (...names: string[]) =>
  ({ tags }: Exported) => ({
    tags: tags.filter(({ name }) => !names.includes(name)),
  });

test('what one lacks is found', () => {
  expect(without('binomialTails', () => ({ description: '' }))).toContain('says nothing');
  expect(without('binomialTails', () => ({ description: 'The same at k.' }))).toContain(
    'leans on a neighbour',
  );
  expect(without('binomialTails', untagged('param'))).toEqual(['does not say what n and p may be']);
  expect(without('binomialTails', untagged('throws'))).toEqual(['does not say what it throws']);
  expect(without('welchTest', untagged('see'))).toEqual(['has no source']);
  expect(without('welchTest', () => ({ tags: [{ name: 'see', text: 'see below' }] }))).toEqual([
    'leads to no work by "see below"',
  ]);
  expect(without('welchTest', () => ({ description: 'As welchFreedom has it.' }))).toEqual([
    'names welchFreedom, which it does not export',
  ]);
});

test('what is deprecated says since when, and what to use instead', () => {
  const deprecated = (text: string) =>
    without('welchTest', ({ tags }) => ({ tags: [...tags, { name: 'deprecated', text }] }));
  expect(deprecated('since 1.2: use studentTest')).toEqual([]);
  expect(deprecated('no longer needed')).toEqual(['is deprecated without "since 1.2: use …"']);
});

test('a source that leads in a circle is none', () => {
  const circle = all.map((it) =>
    it.name === 'studentTails' ? { ...it, tags: [{ name: 'see', text: 'studentQuantile' }] } : it,
  );
  const quantile = circle.find(({ name }) => name === 'studentQuantile')!;
  const [fault] = docstringFaults(quantile, circle);
  expect(fault).toMatch(/^leads to no work by "studentTails/);
});
