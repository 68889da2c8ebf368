import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const tests = join(import.meta.dirname, '../../test');

/** Each file of the tests knows its folder still when all are one file. */
const inItsFolder = {
  name: 'in its folder',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.dirname',
        JSON.stringify(dirname(path)),
      ),
      loader: 'ts',
    }));
  },
};

/** Makes one file of test/fuzz with the program in it. */
export async function bundle(outfile) {
  await build({
    entryPoints: [join(tests, 'fuzz/fuzz.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    sourcemap: 'inline',
    sourcesContent: false,
    plugins: [inItsFolder],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom('/'); const __filename = import.meta.filename; const __dirname = import.meta.dirname;",
    },
  });
}
