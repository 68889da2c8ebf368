/*
 * Runs the steps of action.yml as a runner does, in a fresh clone, with the real npm and the real program:
 * a stand-in for either would hide that the action cannot build what it runs. What is built there, in another
 * folder and of packages installed anew, must be what was built here, byte for byte.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'perso test action-'));
const checkout = join(folder, 'checkout');
const at = (name) => join(folder, name);

/** What the job hands to the action: the gate of the documents, with its journal. */
const given = {
  plan: join(checkout, 'fixtures/plan.yaml'),
  files: join(checkout, 'fixtures/homepage-hero.csv'),
  journal: at('looks.jsonl'),
};

function runStep({ name, run, env = {} }, inputs) {
  const values = Object.entries(env).map(([key, expression]) => {
    const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression);
    return [key, given[input] ?? inputs[input].default];
  });
  writeFileSync(at('step.sh'), run);
  // As GitHub's workflow syntax says of `shell: bash` (jobs.<job_id>.steps[*].shell).
  const flags = ['--noprofile', '--norc', '-e', '-o', 'pipefail'];
  const { status } = spawnSync('bash', [...flags, at('step.sh')], {
    cwd: folder,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...Object.fromEntries(values),
      GITHUB_ACTION_PATH: checkout,
      GITHUB_OUTPUT: at('output'),
      GITHUB_STEP_SUMMARY: at('summary'),
      RUNNER_TEMP: folder,
    },
  });
  if (status !== 0) throw new Error(`the action's step "${name}" ended with ${status}`);
}

/** The files of dist that others can build again from the commit, to see that they have what we have. */
const REPRODUCED = [
  'main.cjs',
  'index.js',
  ...readdirSync(join(root, 'dist/library')).map((name) => `library/${name}`),
  'THIRD-PARTY-NOTICES.txt',
  'sbom.cdx.json',
];

function compareBuilds() {
  const other = REPRODUCED.filter((name) => {
    const [here, there] = [root, checkout].map((place) => join(place, 'dist', name));
    return !existsSync(there) || !readFileSync(here).equals(readFileSync(there));
  });
  if (other.length === 0) return;
  throw new Error(
    `dist differs in ${other.join(', ')}: is all committed, and npm run build the last thing done?`,
  );
}

try {
  execFileSync('git', ['clone', '--quiet', root, checkout], { stdio: 'inherit' });
  const { inputs, runs } = parse(readFileSync(join(checkout, 'action.yml'), 'utf8'));
  writeFileSync(at('output'), '');
  for (const step of runs.steps) runStep(step, inputs);
  const output = readFileSync(at('output'), 'utf8');
  if (!output.startsWith('decision=ship\n')) throw new Error(`the action says ${output}`);
  compareBuilds();
  console.log('action.yml: built from a fresh clone, byte for byte as here, and its gate ships');
} finally {
  rmSync(folder, { recursive: true });
}
