/*
 * Compiles the scanner and the table of units to WebAssembly and bundles the thread that scans, and writes all as texts
 * into src/read/scan/compiled.ts: nothing has to be found beside the bundle when it runs.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { build } from 'esbuild';
import { root, THREAD } from '../bundle/bundles.mjs';

process.chdir(root);
mkdirSync('dist', { recursive: true });

/** What a configuration of src/scan compiles to, in base64. */
async function compiled(config, file) {
  const { error, stderr } = await asc.main(['--config', `src/scan/${config}`]);
  if (error) throw new Error(`${config} does not compile: ${stderr}`, { cause: error });
  const wasm = readFileSync(`dist/${file}`).toString('base64');
  rmSync(`dist/${file}`);
  return wasm;
}

const { outputFiles } = await build(THREAD);

const scanner = await compiled('asconfig.json', 'scanner.wasm');
const unitTable = await compiled('units/asconfig.json', 'units.wasm');
writeFileSync(
  'src/read/scan/compiled.ts',
  `/* Written by src/scan/build.mjs: npm run build:scanner writes it anew. */

/** The scanner of src/scan as WebAssembly, in base64. */
export const scanner = ${JSON.stringify(scanner)};

/** The table of units of src/scan/units, likewise. */
export const unitTable = ${JSON.stringify(unitTable)};

/** The program of a thread that scans. */
export const workerSource = ${JSON.stringify(outputFiles[0].text)};
`,
);
