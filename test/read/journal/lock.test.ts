import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { readJournal, recordLook } from '../../../src/read/journal/journal.js';
import { type ProcessIdentity, thisProcess } from '../../../src/read/journal/process-identity.js';
import { newFolder, nextAfter, userErrorOf } from './given.js';

const IMPATIENT = { tries: 2, pause: () => Promise.resolve() };

/** Leaves a claim by that process beside the journal, as old as `time` says, and gives its path. */
function claimBy(journal: string, owner: Partial<ProcessIdentity>, time = 1_700_000_000_000) {
  const { host, boot, namespace, pid, start } = { ...thisProcess(), ...owner };
  const claim = `${journal}.lock.${[time, host, boot, namespace, pid, start, 'abc'].join('_')}`;
  writeFileSync(claim, '');
  return claim;
}

function newJournal(): string {
  return join(newFolder(), 'j.jsonl');
}

/** The id of a process that has been, and is no more. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

const onLinux = test.runIf(process.platform === 'linux');

function expectIgnored(claim: string, recorded: unknown): void {
  expect(recorded).toBe(1);
  expect(existsSync(claim)).toBe(false);
}

test('the lock of a dead process holds nobody up, and is removed', async () => {
  const path = newJournal();
  const claim = claimBy(path, { pid: deadPid() });
  expectIgnored(claim, await recordLook(path, nextAfter, IMPATIENT));
});

onLinux('nor does that of a process whose id another has by now', async () => {
  const path = newJournal();
  const claim = claimBy(path, { start: '1' });
  expectIgnored(claim, await recordLook(path, nextAfter, IMPATIENT));
});

/** A process that has ended, and whose parent never asks how: `release` lets go of the parent. */
async function unburied(): Promise<{ pid: number; start: string; release: () => void }> {
  const script = 'read -r _ <&3 & echo $!; exec cat';
  const parent = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
  const answers = parent.stdout![Symbol.asyncIterator]();
  const pid = Number(String((await answers.next()).value));
  // What cat gives back, it gives when it has taken the shell's place, which would have buried its child.
  parent.stdin!.write('are you cat?');
  await answers.next();
  (parent.stdio[3] as Writable).end();
  const fields = () => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
  while (fields()[0] !== 'Z') await new Promise(setImmediate);
  return { pid, start: fields()[19]!, release: () => parent.stdin!.end() };
}

onLinux('nor does that of one which has ended and is not buried', async () => {
  const { release, ...owner } = await unburied();
  const path = newJournal();
  const claim = claimBy(path, owner);
  expectIgnored(claim, await recordLook(path, nextAfter, IMPATIENT));
  release();
});

test('nor does that of an earlier start of this machine', async () => {
  const path = newJournal();
  const claim = claimBy(path, { boot: '12345678' });
  utimesSync(claim, 1, 1);
  expectIgnored(claim, await recordLook(path, nextAfter, IMPATIENT));
});

test.each<[string, Partial<ProcessIdentity>]>([
  ['that lives', {}],
  ['on another host', { host: 'build7.example', pid: 1 }],
  ['in another container', { namespace: '4026000000', pid: deadPid() }],
  ['on another host of the same name', { boot: '12345678', pid: deadPid() }],
])('the lock of a process %s is waited for, but not forever', async (_, owner) => {
  const path = newJournal();
  const claim = claimBy(path, owner);
  const error = await userErrorOf(() => recordLook(path, nextAfter, IMPATIENT));
  const { pid, host } = { ...thisProcess(), ...owner };
  expect(error.message).toBe(
    `the journal ${path} is held by another gate (process ${pid} on ${host}, since 2023-11-14T22:13:20.000Z)`,
  );
  expect(error.location).toEqual({ file: claim });
  expect(error.hint).toMatch(/delete this file$/);
  expect(readdirSync(join(path, '..'))).toEqual([basename(claim)]);
});

test('so is a lock that says nothing of its owner', async () => {
  const path = newJournal();
  writeFileSync(`${path}.lock.from-the-future`, '');
  const error = await userErrorOf(() => recordLook(path, nextAfter, IMPATIENT));
  expect(error.message).toBe(`the journal ${path} is held by another gate (someone)`);
});

test('a lock that is let go of lets the next one in', async () => {
  const path = newJournal();
  const claim = claimBy(path, {});
  const pause = async () => rmSync(claim);
  expect(await recordLook(path, nextAfter, { tries: 1, pause })).toBe(1);
});

test.each([
  ['older', 1_000_000_000_000, 0],
  ['younger', 9_000_000_000_000, 1],
])(
  'who waits beside a claim that is %s (of %d) leaves %d of its own standing',
  async (_, time, standing) => {
    const path = newJournal();
    const claim = claimBy(path, {}, time);
    const seen: number[] = [];
    const pause = async () => {
      seen.push(readdirSync(join(path, '..')).length - 1);
      if (seen.length === 3) rmSync(claim);
    };
    await recordLook(path, nextAfter, { tries: 3, pause });
    expect(seen).toEqual([standing, standing, standing]);
  },
);

test('locks of other journals are no locks of this one', async () => {
  const path = newJournal();
  claimBy(`${path}2`, {});
  claimBy(join(path, '../other.jsonl'), {});
  await recordLook(path, nextAfter, IMPATIENT);
  expect(readJournal(path).looks).toHaveLength(1);
});

test('this process knows itself', () => {
  const { pid, host } = thisProcess();
  expect(pid).toBe(process.pid);
  expect(host).toMatch(/^[A-Za-z0-9.-]+$/);
  expect(thisProcess()).toEqual(thisProcess());
});
