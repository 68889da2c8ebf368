/*
 * Compiles the scanner to WebAssembly and bundles the threads that run it, and writes all as texts into
 * src/read/scan/compiled.ts and src/read/parquet/compiled.ts: nothing has to be found beside the bundle when it runs.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { build } from 'esbuild';
import { root, THREADS } from '../bundle/bundles.mjs';

process.chdir(root);
mkdirSync('dist', { recursive: true });

const compiled = await asc.main(['--config', 'src/scan/asconfig.json']);
if (compiled.error) {
  throw new Error(`the scanner does not compile: ${compiled.stderr}`, { cause: compiled.error });
}

/** The program of a thread as a text. */
async function programOf(thread) {
  const { outputFiles } = await build(thread);
  return JSON.stringify(outputFiles[0].text);
}

const wasm = readFileSync('dist/scanner.wasm').toString('base64');
rmSync('dist/scanner.wasm');
writeFileSync(
  'src/read/scan/compiled.ts',
  `/* Written by src/scan/build.mjs: npm run build:scanner writes it anew. */

/** The scanner of src/scan as WebAssembly, in base64. */
export const scanner = ${JSON.stringify(wasm)};

/** The program of a thread that scans. */
export const workerSource = ${await programOf(THREADS.records)};
`,
);

writeFileSync(
  'src/read/parquet/compiled.ts',
  `/* Written by src/scan/build.mjs: npm run build:scanner writes it anew. */

/** The program of a thread that scans row groups of Parquet files. */
export const groupWorker = ${await programOf(THREADS.groups)};
`,
);
