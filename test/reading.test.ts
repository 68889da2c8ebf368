import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from './program.js';

/** A small file of a kind that people have, what is asked of it, and what must and must not come of that. */
interface Case {
  file: string;
  args: string[];
  exit: number;
  says: string;
  never: string | null;
  why: string;
}

const folder = new URL('reading/', import.meta.url).pathname;
const cases = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as Case[];

test.each(cases.map((one) => [`${one.file} ${one.args.join(' ')}`, one] as const))(
  '%s',
  async (_, { file, args, exit, says, never, why }) => {
    const { code, stdout, stderr } = await runProgram(['analyze', folder + file, ...args]);
    const all = stdout + stderr;
    expect(code, `${why}\n${all}`).toBe(exit);
    expect(all).toContain(says);
    if (never !== null) expect(all).not.toContain(never);
  },
);
