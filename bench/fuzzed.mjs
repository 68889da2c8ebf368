import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/**
 * Runs the `fuzz` of a module of test/read, bundled, over so many made-up files, and prints what came; the exit code is
 * 1 where any is read differently.
 */
export async function fuzzed(module, name, { files, seed }) {
  // Where files are memory, opening one takes no time.
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(place, 'perso-test-fuzz-'));
  const entry = join(import.meta.dirname, '../test/read', module);
  try {
    const bundle = join(folder, 'fuzz.mjs');
    await build({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
      define: { 'import.meta.dirname': JSON.stringify(dirname(entry)) },
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire('/');",
      },
    });
    const { fuzz } = await import(bundle);
    const started = process.hrtime.bigint();
    const tally = await fuzz({ files, seed, path: join(folder, name) });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    console.log(`seed ${seed}, ${seconds.toFixed(0)} s`);
    console.log(JSON.stringify(tally, null, 2));
    process.exitCode = tally.different.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
