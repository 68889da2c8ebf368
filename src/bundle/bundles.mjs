import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

const OF_ALL = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20.19',
  metafile: true,
};

// The ES module of yaml asks for no module of Node's.
const yaml = './node_modules/yaml/browser/index.js';

const OF_DIST = { ...OF_ALL, legalComments: 'eof', logLevel: 'warning' };

/** What esbuild is asked for: the program. */
export const PROGRAM = {
  ...OF_DIST,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'main.cjs',
  format: 'cjs',
  alias: { yaml, 'node:child_process': './src/cli/no-child-process.ts' },
  define: { 'import.meta.url': '__filename', 'import.meta.dirname': '__dirname' },
};

/** And the library. */
export const LIBRARY = {
  ...OF_DIST,
  entryPoints: ['src/index.ts'],
  outdir: '.',
  format: 'esm',
  alias: { yaml },
};

const OF_THREAD = { ...OF_ALL, write: false, format: 'cjs' };

/** The threads that scan: texts inside of both, which their metafiles do not look into. */
export const THREADS = {
  records: { ...OF_THREAD, entryPoints: ['src/read/scan/worker.ts'] },
  groups: { ...OF_THREAD, entryPoints: ['src/read/parquet/scan/worker.ts'] },
};
