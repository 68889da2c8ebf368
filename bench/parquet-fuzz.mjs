/*
 * Reads made-up Parquet files, of which a third are damaged, in all ways: by the library, from pages record by record, and
 * by scanning; and says where they differ. Usage: node bench/parquet-fuzz.mjs [files] [seed]
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const files = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 20261127);
// Where files are memory, opening one takes no time.
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const folder = mkdtempSync(join(place, 'perso-test-parquet-fuzz-'));

try {
  const bundle = join(folder, 'fuzz.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../test/read/parquet/fuzz.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundle,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('/');",
    },
  });
  const { fuzz } = await import(bundle);
  const started = process.hrtime.bigint();
  const tally = await fuzz({ files, seed, path: join(folder, 'rows.parquet') });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  console.log(`seed ${seed}, ${seconds.toFixed(0)} s`);
  console.log(JSON.stringify(tally, null, 2));
  process.exitCode = tally.different.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
