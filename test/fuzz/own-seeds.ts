import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Run, runOf } from './case.js';

/* What no recorded run has. */

export const FIXTURES = join(import.meta.dirname, '../../fixtures');

const fixture = (name: string) => readFileSync(join(FIXTURES, name));
const policyOfDocs = () => /```yaml\n(.*?)```/s.exec(fixture('../docs/policy.md').toString())![1]!;

/** Rules and defaults of a project. */
export const POLICIES: readonly Buffer[] = [
  fixture('programme/perso-test.yaml'),
  Buffer.from(policyOfDocs()),
  Buffer.from('defaults: { alpha: 0.01, monitoring: always-valid, delimiter: ";" }\n'),
];

const call = (id: number, name: string, args: object) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });

const TALK = [
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}',
  '{"jsonrpc":"2.0","method":"notifications/initialized"}',
  '{"jsonrpc":"2.0","id":2,"method":"tools/list"}',
  call(3, 'analyze', { files: ['daily-counts.csv'], metric: ['signups'] }),
  call(4, 'power', { baseline: '10%', mde: ['5%'] }),
  '',
].join('\n');

/** Runs of commands that test/runs leaves to other tests. */
export const OWN: readonly Run[] = [
  runOf(['mcp'], { 'daily-counts.csv': fixture('daily-counts.csv') }, Buffer.from(TALK)),
  runOf(['verify', 'our-cases.json'], {
    'our-cases.json': fixture('our-cases.json'),
    'homepage-hero.csv': fixture('homepage-hero.csv'),
  }),
  runOf(['completion', 'bash'], {}),
  runOf(['prioritize', '--init', 'ideas.yaml'], {}),
  runOf(['plan', '--init', 'plan.yaml'], {}),
];
