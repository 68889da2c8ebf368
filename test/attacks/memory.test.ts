import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import type { WorkQueue } from '../../src/read/scan/work-queue.js';
import { type Case, differences, outcomeOf, scratchFolder } from '../read/scan/both-ways.js';

/* A machine that gives no memory to WebAssembly, or no threads, gets the same figures. */

/** How the threads of the next run end; `null`: as they do. */
const threads = vi.hoisted(() => ({ error: null as Error | null }));

vi.mock('node:worker_threads', async (original) => {
  const real = await original<typeof import('node:worker_threads')>();
  const { EventEmitter } = await import('node:events');
  /** A thread that takes a piece as soon as it is told to, and ends before it brings any. */
  class Ended extends EventEmitter {
    unref() {}
  }
  let ended = new Ended();
  function worker(program: string, options: object) {
    if (threads.error === null) return new real.Worker(program, options);
    ended = new Ended();
    return ended;
  }
  function channel() {
    const channel = new real.MessageChannel();
    const { error } = threads;
    if (error === null) return channel;
    channel.port1.postMessage = ({ turns }: { turns: WorkQueue }) => {
      Atomics.add(turns, 0, 1);
      setImmediate(() => ended.emit('error', error));
    };
    return channel;
  }
  return { ...real, Worker: worker, MessageChannel: channel };
});

const folder = scratchFolder();
const path = join(folder, 'rows.csv');
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  threads.error = null;
});

const rows = Array.from({ length: 30_000 }, (_, i) => {
  return `${i % 2 ? 'generic' : 'personalized'},${i % 7 ? 0 : 1},${(i % 97) / 4}`;
});
const plain: Case = {
  bytes: Buffer.from(`variant,clicked,spend\n${rows.join('\n')}\n`),
  before: null,
  options: { metrics: ['clicked', 'spend'] },
  variant: null,
  sizes: { leastFile: 0, piece: 1 << 14, piecesPerThread: 1, threads: 1 },
};

/** The API of which Node 20's types have no names. */
const api = (globalThis as unknown as { WebAssembly: Record<'Instance', () => void> }).WebAssembly;

test.each([true, 'stream'] as const)('without memory for WebAssembly: %s', async (scans) => {
  const refused = vi.spyOn(api, 'Instance').mockImplementation(function instance() {
    // The words of V8 under `ulimit -v`.
    throw new RangeError('WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory');
  });
  const outcome = await outcomeOf(plain, path, scans);
  expect(refused).toHaveBeenCalledOnce();
  expect(differences(outcome!, (await outcomeOf(plain, path, false))!)).toEqual([]);
});

test.each([
  ['ERR_WORKER_INIT_FAILED', 'Worker initialization failure: EAGAIN'],
  ['ERR_WORKER_OUT_OF_MEMORY', 'Worker terminated due to reaching memory limit'],
])('with threads that end with %s', async (code, message) => {
  const usual = await outcomeOf(plain, path, true);
  threads.error = Object.assign(new Error(message), { code });
  expect(await outcomeOf(plain, path, true)).toEqual(usual);
});

test('any other end of a thread is told', async () => {
  threads.error = new TypeError('a bug of ours');
  await expect(outcomeOf(plain, path, true)).rejects.toThrow('a bug of ours');
});
