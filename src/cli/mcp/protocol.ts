/**
 * The Model Context Protocol over standard input and output, as far as a server of tools needs it: messages of JSON-RPC 2.0,
 * one a line. Written out, since its official package brings a third of this program's size for that; the tests speak to it
 * by the official client.
 */

/** Revisions of the protocol that begin with `initialize` and have tools as here, the newest first. */
const REVISIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

/** What answers: each method's result, for its parameters. */
export type Methods = Readonly<Record<string, (params: Params) => unknown>>;

/** The parameters of a request. */
export type Params = Readonly<Record<string, unknown>>;

/** A request that a method cannot take: told to whoever made it, by the code of JSON-RPC. */
export class InvalidParams extends Error {}

/** Which of the protocol's revisions is spoken with whoever asks for this one. */
export function revisionFor(asked: unknown): string {
  return REVISIONS.find((one) => one === asked) ?? REVISIONS[0];
}

/** The replies to lines of requests, in their order; what asks for no reply gets none. */
export async function* repliesTo(
  lines: AsyncIterable<string>,
  methods: Methods,
): AsyncGenerator<string> {
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const reply = await replyTo(line, methods);
    if (reply !== null) yield JSON.stringify({ jsonrpc: '2.0', ...reply });
  }
}

interface Reply {
  id: string | number | null;
  result?: unknown;
  error?: { code: number; message: string };
}

/** As JSON-RPC 2.0 numbers what goes wrong (§5.1). */
const CODES = { parse: -32700, request: -32600, method: -32601, params: -32602 } as const;

async function replyTo(line: string, methods: Methods): Promise<Reply | null> {
  const message = parsed(line);
  if (message === undefined) return failure(null, 'parse', 'this is no JSON');
  const { jsonrpc, id, method, params = {} } = Object(message) as Record<string, unknown>;
  if (jsonrpc !== '2.0' || typeof method !== 'string' || !isId(id)) {
    return failure(null, 'request', 'this is no request of JSON-RPC 2.0');
  }
  // A notification, as that all is set up: nothing here waits for one.
  if (id === undefined) return null;
  if (!Object.hasOwn(methods, method)) return failure(id, 'method', `there is no ${method} here`);
  try {
    return { id, result: await methods[method]!(Object(params) as Params) };
  } catch (error) {
    if (!(error instanceof InvalidParams)) throw error;
    return failure(id, 'params', error.message);
  }
}

function isId(id: unknown): id is string | number | undefined {
  return id === undefined || typeof id === 'string' || typeof id === 'number';
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function failure(id: Reply['id'], kind: keyof typeof CODES, message: string): Reply {
  return { id, error: { code: CODES[kind], message } };
}

/** The lines of a stream of UTF-8, wherever its pieces were cut. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
