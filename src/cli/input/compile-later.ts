import type { Io } from '../io.js';

/** The bytecode of a function that has run, in bytes, before it is compiled anew; 132 KiB unless said. */
const THREE_TIMES = 400_000;

/**
 * Has V8 wait longer before it compiles anew, on other threads, what has run often. A small file is read and compared
 * before that gains anything, and a large one is not slower by it. Node 20 alone: later ones have a cheaper
 * compiler between, and no such flag. Whatever of Node itself is loaded after it starts slower.
 */
export async function compileLater({ program }: Io): Promise<void> {
  // Bytecode that is made by a run in another program is taken by the flags of that program alone.
  if (program === undefined || !process.versions.v8.startsWith('11.')) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(`--interrupt-budget=${THREE_TIMES}`);
}
