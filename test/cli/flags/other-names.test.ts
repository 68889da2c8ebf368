import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { meantBy } from '../../../src/cli/flags/other-names.js';
import { COMMANDS, writtenFlags } from './commands.js';

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
      meantBy(`error: unknown option '--${flag}'`, 'gate', []) ?? '',
    ) ?? [];
  expect(keys).toContain(of === undefined ? key : `metrics[].${key}`);
});

/** What is said of a flag that a command does not have. */
function saidOf(flag: string, command: string): string | null {
  const message = `error: unknown option '--${flag}'`;
  return meantBy(message, command, writtenFlags(COMMANDS[command]!));
}

test('a flag of another tool is answered with ours, of a gate with the key of its plan', () => {
  expect(saidOf('guardrail', 'analyze')).toBe('--non-inferior METRIC=1pp');
  expect(saidOf('runs', 'simulate')).toBe('--experiments 10000');
  expect(saidOf('confidence', 'power')).toBe('a confidence of 95 % is --alpha 0.05');
  expect(saidOf('confidence', 'gate')).toMatch(/^the plan holds it.*: alpha$/);
  expect(saidOf('guardrail', 'gate')).toMatch(/^the plan holds it.*: margin of a metric$/);
  expect(saidOf('json', 'gate')).toBe('--format json');
});

test.each([
  ['margin', 'simulate'],
  ['json', 'summarize'],
  ['confidence', 'ledger'],
  ['metrics', 'describe'],
  ['nonsense', 'analyze'],
])('--%s of %s, which has nothing of the kind, is not answered', (flag, command) => {
  expect(saidOf(flag, command)).toBeNull();
});
