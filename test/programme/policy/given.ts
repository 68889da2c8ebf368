import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../../src/experiment/size/plan.js';
import { readPlan } from '../../../src/read/plan/read-plan.js';

/** The plan that a text is. */
export async function planOf(text: string): Promise<Plan> {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-plan-'));
  try {
    const path = join(folder, 'plan.yaml');
    writeFileSync(path, text);
    return (await readPlan(path)).plan;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
