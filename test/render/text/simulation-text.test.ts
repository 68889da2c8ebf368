import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderSimulation } from '../../../src/render/text/simulation-text.js';
import { PLAIN } from '../../../src/render/text/style.js';
import type { SimulationReport } from '../../../src/report/simulation-report.js';
import { runProgram } from '../../program.js';

const plan = join(import.meta.dirname, '../../../fixtures/plan.yaml');
const argv = ['simulate', plan, '--experiments', '20', '--looks', '3', '--format', 'json'];
const { stdout } = await runProgram(argv);
const report: SimulationReport = JSON.parse(stdout);

test.each([60, 79, 80, 100])('no line is wider than %i columns', (width) => {
  const lines = renderSimulation(report, { paint: PLAIN, width }).split('\n');
  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

test('both rules stand side by side where there is room, below each other where there is not', () => {
  const heads = [80, 60].map((width) =>
    renderSimulation(report, { paint: PLAIN, width })
      .split('\n')
      .filter((line) => /gate$|p < alpha$/.test(line) && line.startsWith('   ')),
  );
  expect(heads.map((lines) => lines.length)).toEqual([3, 6]);
});
