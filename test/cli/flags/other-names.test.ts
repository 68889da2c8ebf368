import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { meantBy } from '../../../src/cli/flags/other-names.js';

const keys = [...readFileSync('docs/plan-keys.md', 'utf8').matchAll(/^\| `([\w.[\]]+)` \|/gm)].map(
  ([, key]) => key!,
);

/** The flags that an analysis takes, or that one would try, and a gate does not. */
const FLAGS = [
  ...['metric', 'mde', 'lower-is-better', 'higher-is-better', 'non-inferior', 'covariate', 'value'],
  ...['baseline', 'cost', 'intensity', 'control', 'allocation', 'segment', 'stratify', 'alpha'],
  ...['power', 'alternative', 'correction', 'sample-size', 'daily-units', 'unit-id', 'cap'],
  ...['units-column', 'rows-are-units', 'variant-column', 'where', 'variants', 'missing'],
  ...['empty-is', 'on-bad-row', 'decimal', 'thousands', 'comment', 'monitoring', 'looks'],
  ...['spending', 'futility', 'minimum-days', 'whole-weeks', 'decide-by'],
];

test.each(FLAGS)('--%s of a gate is answered with a key that a plan has', (flag) => {
  const [, key, of] =
    /cannot change with the data: ([\w.]+)( of (?:a|the primary) metric)?$/.exec(
      meantBy(`error: unknown option '--${flag}'`, 'gate') ?? '',
    ) ?? [];
  expect(keys).toContain(of === undefined ? key : `metrics[].${key}`);
});
