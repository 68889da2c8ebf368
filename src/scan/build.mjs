/*
 * Compiles the scanner, the table of units and what reads pages to WebAssembly and bundles the threads that run it, and writes all as texts into
 * src/read/scan/compiled.ts and src/read/parquet/compiled.ts: nothing has to be found beside the bundle when it runs.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { build } from 'esbuild';
import { root, THREADS } from '../bundle/bundles.mjs';

process.chdir(root);
mkdirSync('dist', { recursive: true });

/** What a configuration compiles to, in base64. */
async function compiled(config, file) {
  const { error, stderr } = await asc.main(['--config', config]);
  if (error) throw new Error(`${config} does not compile: ${stderr}`, { cause: error });
  const wasm = readFileSync(file).toString('base64');
  rmSync(file);
  return JSON.stringify(wasm);
}

/** The program of a thread as a text. */
async function programOf(thread) {
  const { outputFiles } = await build(thread);
  return JSON.stringify(outputFiles[0].text);
}

writeFileSync(
  'src/read/scan/compiled.ts',
  `/* Written by src/scan/build.mjs: npm run build:scanner writes it anew. */

/** The scanner of src/scan as WebAssembly, in base64. */
export const scanner: string = ${await compiled('src/scan/asconfig.json', 'dist/scanner.wasm')};

/** The table of units of src/scan/units, likewise. */
export const unitTable: string = ${await compiled('src/scan/units/asconfig.json', 'dist/units.wasm')};

/** The program of a thread that scans. */
export const workerSource: string = ${await programOf(THREADS.records)};
`,
);

writeFileSync(
  'src/read/parquet/compiled.ts',
  `/* Written by src/scan/build.mjs: npm run build:scanner writes it anew. */

/** What reads pages of src/scan/pages as WebAssembly, in base64. */
export const pages: string = ${await compiled('src/scan/pages/asconfig.json', 'dist/pages.wasm')};

/** The program of a thread that scans row groups of Parquet files. */
export const groupWorker: string = ${await programOf(THREADS.groups)};
`,
);
