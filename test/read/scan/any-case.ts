import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Case } from './both-ways.js';
import { long, madeUp, mutated, mutation, sizes, sought } from './cases.js';
import { counts, longCounts } from './counts-cases.js';
import { units } from './units-cases.js';

const fixtures: [name: string, options: Case['options'], variant: string | null][] = [
  ['hero.csv', { metrics: ['signed_up', 'revenue'], segments: ['country'] }, null],
  ['guardrail.csv', { metrics: ['seconds', 'signed_up'] }, null],
  [
    'loyalty.csv',
    {
      layout: 'rows',
      metrics: ['spend', 'orders/sessions'],
      covariates: [
        { metric: 'spend', column: 'spend_before' },
        { metric: 'spend', column: 'sessions' },
        { metric: 'orders/sessions', column: 'spend_before' },
      ],
    },
    null,
  ],
  ['sessions.csv', { metrics: ['ordered', 'spend'] }, null],
  ['umsatz-generic.csv', { metrics: ['Umsatz'], decimal: new Map([['', ',']]) }, 'generic'],
];

/** Parts of the fixtures, mutated. */
const ofFixtures: fc.Arbitrary<Case> = fc
  .record({
    which: fc.constantFrom(...fixtures),
    from: fc.nat(),
    count: fc.nat({ max: 100 }),
    mutations: fc.array(mutation, { maxLength: 3 }),
    onBadRow: fc.constantFrom<'stop' | 'skip'>('stop', 'skip'),
    sizes,
  })
  .map(({ which: [name, options, variant], from, count, mutations, onBadRow, sizes }) => {
    const path = join(import.meta.dirname, '../../../fixtures', name);
    const [header = '', ...rows] = readFileSync(path, 'utf8').trim().split('\n');
    const start = from % rows.length;
    const text = [header, ...rows.slice(start, start + count), ''].join('\n');
    return {
      bytes: mutated(Buffer.from(text), mutations),
      before: [header, rows[0], ''].join('\n'),
      options: { ...options, onBadRow },
      variant,
      sizes,
    };
  });

/** Files of rows and of counts, some with mistakes. */
export const anyCase: fc.Arbitrary<Case> = fc.oneof(
  { weight: 30, arbitrary: madeUp },
  { weight: 10, arbitrary: ofFixtures },
  { weight: 1, arbitrary: long },
  { weight: 8, arbitrary: sought },
  { weight: 20, arbitrary: counts },
  { weight: 1, arbitrary: longCounts },
  { weight: 20, arbitrary: units },
);
