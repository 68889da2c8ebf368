import { describe, expect, test } from 'vitest';
import { run } from '../../../src/cli/main.js';

describe('a terminal of 60 columns', () => {
  test.each([
    'plan fixtures/plan.yaml',
    'plan test/runs/data/guardrail-group-sequential-plan.yaml',
    'power --baseline 10% --mde 5% --daily-units 5000',
    'power --baseline 10% --mde 5% --monitoring group-sequential --looks 5 --futility pocock',
    'power --mean 25 --sd 40 --sample-size 20000 --variants 3 --daily-units 5000',
    'simulate --baseline 10% --mde 10% --sample-size 2000 --looks 5 --experiments 20 --threads 1',
  ])('%s', async (command) => {
    let printed = '';
    const stdout = {
      write: (text: string) => {
        printed += text;
      },
      isTTY: true,
      columns: 60,
    };
    const world = {
      stdin: (async function* () {})(),
      stdout,
      stderr: stdout,
      env: { NO_COLOR: '1' },
    };
    expect(await run(command.split(' '), { ...world, now: () => new Date(0) })).toBe(0);
    // A path and a hash are never cut: they are there to be copied.
    const [, ...lines] = printed.split('\n');
    expect(lines.filter((line) => [...line].length > 60)).toEqual([]);
    expect(printed).not.toContain('…');
  });
});
