import { expect, test } from 'vitest';
import { linesOf } from '../../../src/cli/mcp/protocol.js';
import { runProgram } from '../../program.js';

async function replies(...lines: string[]) {
  const { code, stdout, stderr } = await runProgram(['mcp'], { stdin: lines.join('\n') });
  expect([code, stderr]).toEqual([0, '']);
  return stdout
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const request = (method: string, params?: object) =>
  JSON.stringify({ jsonrpc: '2.0', id: 7, method, params });

test('a revision that is known is spoken, any other answered with the newest', async () => {
  const versions = ['2024-11-05', '2025-06-18', '2030-01-01', 3];
  const asked = versions.map((protocolVersion) => request('initialize', { protocolVersion }));
  const answers = (await replies(...asked)).map(({ result }) => result.protocolVersion);
  expect(answers).toEqual(['2024-11-05', '2025-06-18', '2025-11-25', '2025-11-25']);
});

test.each([
  ['no JSON', '{"jsonrpc"', -32700],
  ['no request', '[]', -32600],
  ['another version', '{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600],
  ['an id that is none', '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600],
  ['a method that is not there', request('tools/destroy'), -32601],
  ['one of every object', request('constructor'), -32601],
  ['a tool without a name', request('tools/call', { name: { toString: 1 } }), -32602],
  ['a tool that is not there', request('tools/call', { name: 'rm' }), -32602],
])('%s is an error by its number', async (_, line, code) => {
  const [{ error }] = await replies(line);
  expect(error.code).toBe(code);
});

test('notifications and empty lines are not answered, and a ping is', async () => {
  const notification = '{"jsonrpc":"2.0","method":"notifications/initialized"}';
  expect(await replies(notification, '', request('ping'))).toEqual([
    { jsonrpc: '2.0', id: 7, result: {} },
  ]);
});

test('a message may come in pieces, cut within a letter', async () => {
  const bytes = Buffer.from('{"a":"é"}\n{"b":1}');
  async function* pieces() {
    for (const byte of bytes) yield Uint8Array.of(byte);
  }
  const lines: string[] = [];
  for await (const line of linesOf(pieces())) lines.push(line);
  expect(lines).toEqual(['{"a":"é"}', '{"b":1}']);
});

test('that rules are broken is an answer', async () => {
  const programme = 'fixtures/programme';
  const input = { journals: [`${programme}/home-*.jsonl`], check: true };
  const policy = `${programme}/perso-test.yaml`;
  const [ledger, plan] = await replies(
    request('tools/call', { name: 'ledger', arguments: { ...input, policy } }),
    request('tools/call', {
      name: 'plan',
      arguments: { file: `${programme}/cart-price-points.yaml`, policy },
    }),
  );
  expect(ledger.result.structuredContent.kept).toBe(false);
  expect(plan.result.structuredContent.policy.breaches).toHaveLength(2);
});
