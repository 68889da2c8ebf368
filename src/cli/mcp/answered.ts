import { EXIT } from '../exit-codes.js';
import type { Io, Run } from '../io.js';

/** What a tool answers: a text for whoever reads it, and the answer's JSON. */
export interface ToolAnswer {
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
}

/** What the program answers to these words, as a tool does; its own mistakes are thrown. */
export async function answered(
  words: readonly string[],
  world: { io: Io; run: Run },
): Promise<ToolAnswer> {
  const [name = '', ...rest] = words;
  const found = await ran([name, '-f', 'json', ...rest], '', world);
  if (found.code === EXIT.usage) {
    return { content: [{ type: 'text', text: found.stderr.trimEnd() }], isError: true };
  }
  const text = await ran(['report', '-'], found.stdout, world);
  // That rules are broken is an answer.
  const isAnswer = found.code === EXIT.done || found.code === EXIT.against;
  if (!isAnswer || text.code !== EXIT.done) {
    throw new Error(`${name} ended with ${found.code}: ${found.stderr}${text.stderr}`);
  }
  return {
    content: [{ type: 'text', text: text.stdout }],
    structuredContent: JSON.parse(found.stdout),
  };
}

async function ran(words: readonly string[], input: string, { io, run }: { io: Io; run: Run }) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const code = await run(words, {
    ...io,
    stdin: (async function* () {
      if (input !== '') yield input;
    })(),
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: {},
  });
  return { code, ...written };
}
