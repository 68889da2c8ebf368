/*
 * Compiles the scanner to WebAssembly and bundles the thread that runs it, and writes both as texts into
 * src/read/scan/compiled.ts: nothing has to be found beside the bundle when it runs.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { build } from 'esbuild';
import { root, THREAD } from '../bundle/bundles.mjs';

process.chdir(root);
mkdirSync('dist', { recursive: true });

const compiled = await asc.main(['--config', 'src/scan/asconfig.json']);
if (compiled.error) {
  throw new Error(`the scanner does not compile: ${compiled.stderr}`, { cause: compiled.error });
}

const { outputFiles } = await build(THREAD);

const wasm = readFileSync('dist/scanner.wasm').toString('base64');
rmSync('dist/scanner.wasm');
writeFileSync(
  'src/read/scan/compiled.ts',
  `/* Written by src/scan/build.mjs: npm run build:scanner writes it anew. */

/** The scanner of src/scan as WebAssembly, in base64. */
export const scanner = ${JSON.stringify(wasm)};

/** The program of a thread that scans. */
export const workerSource = ${JSON.stringify(outputFiles[0].text)};
`,
);
