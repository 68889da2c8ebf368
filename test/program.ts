import { Readable } from 'node:stream';
import { run } from '../src/cli/main.js';

/** What a run of the whole program left behind. */
export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the whole program in this process, with these arguments and this world around it. */
export async function runProgram(
  argv: readonly string[],
  world: {
    stdin?: string | Buffer;
    env?: Record<string, string>;
    isTTY?: boolean;
    now?: Date | undefined;
  } = {},
): Promise<Result> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: world.isTTY ?? false,
    columns: 80,
  });
  const code = await run(argv, {
    stdin: Readable.from(world.stdin === undefined ? [] : [Buffer.from(world.stdin)]),
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: world.env ?? {},
    now: () => world.now ?? new Date('2026-11-24T03:00:00Z'),
  });
  return { code, ...written };
}

/** The words of a command line: split at spaces, 'single' and "double" quotes kept together. */
export function shellWords(line: string): string[] {
  const words = line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}
