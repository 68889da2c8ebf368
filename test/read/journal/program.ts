import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '../../..');

/** A program that records looks; its head says how it is called. */
export const WRITER = join(root, 'bench/journal-writer.mjs');

/** Bundles the journal into one file, which a process of its own can load. */
export function bundleJournal(outfile: string): void {
  buildSync({
    entryPoints: [join(root, 'src/read/journal/journal.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
}
