import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { blocksIn, PAGES, root, textOf } from './pages.js';

/*
 * What a reader may copy as a script is run as one: ```sh blocks by bash in a folder beside the fixtures, the
 * job of GitLab likewise, and the ```ts block of the library by Node. `npx` stands for the program that npm
 * would find in a clone; what belongs to the reader, a warehouse or a script of his own, is stood in for.
 */
const NPX = `#!/bin/sh
if [ "$1 $2" = '--no --' ]; then shift 2; fi
[ "$1" = perso-test ] || { echo "npx: $1 is not found" >&2; exit 127; }
shift
exec node '${root}/bin/perso-test.js' "$@"
`;

/** A client of a warehouse that answers whatever it is asked with a summary, if it is asked something. */
const CLIENT = `#!/bin/sh
case "$*" in *SELECT*) exec cat fixtures/loyalty-summary.csv ;; esac
echo 'no query' >&2
exit 1
`;

const STAND_INS: Record<string, string> = {
  npx: NPX,
  psql: CLIENT,
  duckdb: CLIENT,
  'clickhouse-client': CLIENT,
  'roll-out.sh': '#!/bin/sh\necho rolled out\n',
  'roll-back.sh': '#!/bin/sh\necho rolled back\n',
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-docs-'));
  symlinkSync(join(root, 'fixtures'), join(folder, 'fixtures'));
  for (const [name, script] of Object.entries(STAND_INS)) {
    writeFileSync(join(folder, name), script, { mode: 0o755 });
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a script as a reader's shell would, and says how it ended. */
function ran(script: string): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const options = { cwd: folder, env, encoding: 'utf8' } as const;
  // Where no shell started the tests, as in a container, bash takes a socket for a remote shell's, and reads its rc.
  return spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], options);
}

const scripts = PAGES.flatMap((page) =>
  blocksIn(textOf(page), 'sh').map((script) => ({ page, script })),
);

test.each(scripts)('$page runs\n$script', ({ script }) => {
  expect(ran(script)).toMatchObject({ status: 0, stderr: '' });
});

test('a script that names a flag or a file that is not there fails', () => {
  expect(ran('npx perso-test analyze fixtures/hero.csv --none').status).toBe(2);
  expect(ran('npx perso-test analyze fixtures/none.csv | cat').status).toBe(2);
  expect(ran('perso-test --version').status).toBe(127);
});

test('the job of GitLab runs', () => {
  const job = blocksIn(textOf('docs/ci.md'), 'yaml')
    .map((yaml) => parse(yaml).gate)
    .find((gate) => gate?.script !== undefined);
  const commands: string[] = job.script.filter((command: string) => command !== 'npm ci');
  symlinkSync(join(root, 'fixtures/plan.yaml'), join(folder, 'plan.yaml'));
  symlinkSync(join(root, 'fixtures/homepage-hero.csv'), join(folder, 'results.csv'));
  expect(commands.map(ran)).toMatchObject([{ status: 0, stderr: '' }]);
});

test('the example of the library prints what is shown', async () => {
  const text = textOf('docs/library/README.md');
  const outfile = join(folder, 'example.mjs');
  await build({
    stdin: { contents: blocksIn(text, 'ts')[0]!, resolveDir: root, loader: 'ts' },
    alias: { 'perso-test': join(root, 'src/index.ts') },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const { stdout, stderr } = spawnSync('node', [outfile], { cwd: root, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toBe(blocksIn(text, '')[0]);
});
