import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const client = new Client({ name: 'test', version: '1.0.0' });

beforeAll(async () => {
  const args = [join(root, 'bin/perso-test.js'), 'mcp'];
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, cwd: join(root, 'fixtures') }),
  );
});
afterAll(() => client.close());

async function called(name: string, input: Record<string, unknown>) {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: input });
  const [first] = content as { text: string }[];
  return { text: first!.text, answer: structuredContent as never, isError: isError ?? false };
}

test('the official client is told of the tools that only read', async () => {
  const { tools } = await client.listTools();
  const names = tools.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['analyze', 'describe', 'plan', 'power']));
  expect(names).not.toEqual(expect.arrayContaining(['gate']));
  for (const { name, annotations, inputSchema } of tools) {
    expect(annotations?.readOnlyHint, name).toBe(true);
    const taken = Object.keys(inputSchema.properties ?? {});
    const written = ['output', 'format', 'color', 'init', 'priorOut', 'out'];
    expect(
      taken.filter((key) => written.includes(key)),
      name,
    ).toEqual([]);
  }
});

test('it analyzes, and its answer is what the schema says', async () => {
  const { text, answer, isError } = await called('analyze', { files: ['hero.csv'], mde: ['10%'] });
  expect(isError).toBe(false);
  expect(text).toContain('VERDICT      SHIP personalized');
  expect(answer).toMatchObject({ verdict: { decision: 'ship', variant: 'personalized' } });
});

test('numbers may be numbers, and what is said once may be a list', async () => {
  const { answer } = await called('power', { baseline: 0.1, mde: '10%', power: 0.9 });
  expect(answer).toMatchObject({ power: 0.9, sampleSize: { control: 19_747 } });
  const margin = await called('power', { baseline: '10%', margin: '1pp' });
  expect(margin.answer).toMatchObject({ kind: 'proportion' });
});

test.each<[string, string, Record<string, unknown>, string]>([
  ['a file outside', 'analyze', { files: ['../package.json'] }, 'lies outside'],
  ['a plan outside', 'analyze', { files: ['hero.csv'], plan: '/etc/passwd' }, 'lies outside'],
  ['a file above with an =', 'plan', { file: '../a=plan.yaml' }, 'lies outside'],
  ['a folder above with an =', 'analyze', { files: ['../a=b/hero.csv'] }, 'lies outside'],
  [
    'journals outside',
    'analyze',
    { files: ['hero.csv'], holdout: 'generic', ledger: '../docs/*.jsonl' },
    'lies outside',
  ],
  ['a pattern that leads out', 'analyze', { files: ['{..,x}/*.json'] }, 'lies outside'],
  ['dots of a pattern', 'ledger', { journals: ['.{.,x}/*.jsonl'] }, 'lies outside'],
  ['a name with a NUL', 'describe', { file: 'a\0b.csv' }, 'NUL'],
  ['a plan with a NUL', 'analyze', { files: ['hero.csv'], plan: 'a\0b' }, 'NUL'],
  ['a file that is not there', 'analyze', { files: ['no.csv'] }, 'no.csv'],
  ['a flag that writes', 'analyze', { files: ['hero.csv'], output: 'x.txt' }, 'takes no output'],
  ['a plan to be written', 'plan', { init: 'x.yaml' }, 'takes no init'],
  ['a value that is none', 'analyze', { files: [{}] }, 'takes a text'],
  [
    'a flag in a file name',
    'analyze',
    { files: ['--output=x.txt'] },
    'x.txt: there is no such file',
  ],
  ['no file at all', 'analyze', {}, 'missing required argument'],
])('%s is an error that says so', async (_, name, input, said) => {
  const { text, isError } = await called(name, input);
  expect(isError).toBe(true);
  expect(text).toContain(said);
});

test('a tool that is not there is no tool', async () => {
  await expect(client.callTool({ name: 'gate', arguments: {} })).rejects.toThrow('no tool gate');
});
