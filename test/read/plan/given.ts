import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../src/errors.js';
import { readPlan } from '../../../src/read/plan/read-plan.js';

/** A small plan that is right, as a program would write it; tests change one thing at a time. */
export function smallPlan() {
  return {
    experiment: 'hero',
    variants: { control: 'generic', treatments: ['personalized'] } as Record<string, unknown>,
    metrics: [{ name: 'signup', kind: 'proportion', role: 'primary' }] as Record<string, unknown>[],
  };
}

const folder = mkdtempSync(join(tmpdir(), 'perso-test-plan-'));
let files = 0;

/** The path of a new file with this content. */
export function fileWith(content: string | Buffer): string {
  files += 1;
  const path = join(folder, `plan-${files}.yaml`);
  writeFileSync(path, content);
  return path;
}

/** The plan that a content is read as. */
export function planIn(content: string | object) {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return readPlan(fileWith(text));
}

/** The mistake that reading it stops at: "line:column message" and the hint. */
export async function mistakeOf(content: string | Buffer | object): Promise<[string, string]> {
  const isText = typeof content === 'string' || Buffer.isBuffer(content);
  const path = fileWith(isText ? content : JSON.stringify(content, null, 2));
  try {
    await readPlan(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { line, column } = error.location ?? {};
    const place = [line, column].filter((x) => x !== undefined).join(':');
    return [`${place} ${error.message}`.trim(), error.hint ?? ''];
  }
  throw new Error('this was read without a complaint');
}
