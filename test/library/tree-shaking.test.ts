import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import * as source from '../../src/index.js';
import { root, textOf } from '../docs/pages.js';
import { projectWithLibrary } from './installed.js';

/*
 * The library as it was built last, in the hands of a bundler and of Node.
 */
const project = projectWithLibrary();
afterAll(() => rmSync(project, { recursive: true }));

/** How many bytes a bundler makes of a program that needs nothing but one name, minified. */
async function bytesWith(name: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${name} } from 'perso-test'; globalThis.it = ${name};`,
      resolveDir: project,
    },
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'node',
    write: false,
  });
  return outputFiles[0]!.contents.length;
}

test.each([
  // Measured on 2026-11-28: 9.2, 9.1, 11.2, 2.2, 6.5, 12.5, 16.5 and 1.8 kB of 1,160 kB.
  ['scoreTest', 11_000],
  ['welchTest', 11_000],
  ['meanSampleSize', 13_000],
  ['normalQuantile', 3_000],
  ['spendingBoundaries', 8_000],
  ['randomEffects', 15_000],
  ['summaryQuery', 20_000],
  ['UserError', 3_000],
])('who imports %s alone ships no more than %d bytes', async (name, most) => {
  const bytes = await bytesWith(name);
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThan(most);
});

test('a program that imports it and needs nothing of it ships nothing of it', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "import * as library from 'perso-test';", resolveDir: project },
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'node',
    write: false,
  });
  expect(outputFiles[0]!.text).toBe('');
});

test.each([
  ['imported', 'module', "import * as library from 'perso-test';"],
  // Node takes ES modules by require from 20.19 on, where none awaits at its top.
  ['required', 'commonjs', "const library = require('perso-test');"],
])('%s, it has each name of the source', (_, type, load) => {
  const code = `${load} console.log(JSON.stringify(Object.keys(library).sort()))`;
  const argv = ['--no-warnings', `--input-type=${type}`, '--eval', code];
  const printed = execFileSync(process.execPath, argv, { cwd: project, encoding: 'utf8' });
  const names = JSON.parse(printed).filter((name: string) => name !== 'module.exports');
  expect(names).toEqual(Object.keys(source).sort());
});

/** Modules that are programs of their own: the threads, and the stand-in of the bundler. */
const PROGRAMS = /^src\/(scan|bundle)\/|worker\.ts$/;

test('no module does more than define when it is loaded, or leaving it out would change something', () => {
  const files = execFileSync('git', ['ls-files', 'src/**.ts', 'src/*.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const doing = files
    .split('\n')
    .filter((file) => file !== '' && !PROGRAMS.test(file))
    .filter((file) =>
      /^(?!(import|export|const|let|function|async|type|interface|class|declare)\b)[\w(]/m.test(
        codeOf(file),
      ),
    );
  expect(doing).toEqual([]);
});

/** The text of a module without comments and templates, whose lines may begin with anything. */
function codeOf(file: string): string {
  return textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/`(?:\\.|[^`\\])*`/g, '``');
}

test('it opens few files, since each costs Node half a millisecond', async () => {
  const { metafile } = await build({
    entryPoints: [join(project, 'node_modules/perso-test/dist/index.js')],
    bundle: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  // 132 with those that are loaded when a file needs them.
  expect(Object.keys(metafile.inputs).length).toBeLessThan(200);
});
