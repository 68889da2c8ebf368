import { closeSync, existsSync, openSync, readdirSync, rmSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { isSystemError } from '../bytes/system-errors.js';
import { OWN_PATHS } from '../paths/paths.js';
import { type JournalPlace, onJournal } from './place.js';
import { isGone, type ProcessIdentity, thisProcess } from './process-identity.js';

/** How long to wait for another gate: at most `tries` pauses. */
export interface Patience {
  tries: number;
  pause: () => Promise<void>;
}

/** A minute, fifty times a second: a gate over ten million rows holds its journal for some seconds. */
export const PATIENCE: Patience = {
  tries: 3000,
  pause: () => new Promise((resume) => setTimeout(resume, 20)),
};

/**
 * What `work` gives, done while no other process holds the journal; it is handed the path of the
 * claim, an empty file that it may fill and rename.
 *
 * The lock is a file a process, a claim, named after its owner. Who wants the journal makes a claim,
 * then lists all of them, and holds the journal when no other living process has one. Of two that
 * claim at once, at least the later one sees both, so two can never hold it. Of those that wait the
 * oldest leaves its claim standing and the others take theirs back, so that one of them gets it.
 *
 * Names are never used twice, so the claim of a dead process holds nobody up and anyone may remove it:
 * there is nothing to take over, and no race in taking it. A name is made in one step, so no crash
 * leaves a claim without its owner.
 *
 * @throws {UserError} when another holds it for as long as `patience` lasts, and when no file can be
 *   made beside the journal.
 */
export async function withClaim<T>(
  place: JournalPlace,
  patience: Patience,
  work: (claim: string) => Promise<T>,
): Promise<T> {
  const claim = OWN_PATHS.join(place.folder, `${prefixOf(place)}${claimName()}`);
  try {
    await claimed(claim, place, patience);
    return await work(claim);
  } finally {
    if (existsSync(claim)) rmSync(claim);
  }
}

async function claimed(claim: string, place: JournalPlace, patience: Patience): Promise<void> {
  let standing = false;
  for (let tries = patience.tries; ; tries--) {
    if (!standing) onJournal(place.named, () => closeSync(openSync(claim, 'wx')));
    const [oldest] = othersThan(claim, place);
    if (oldest === undefined) return;
    if (tries === 0) throw stillHeld(oldest, place);
    standing = claim < oldest;
    if (!standing) rmSync(claim, { force: true });
    await patience.pause();
  }
}

/** The claims of others that may be alive, the oldest first; those of the dead are removed. */
function othersThan(claim: string, place: JournalPlace): string[] {
  const names = onJournal(place.named, () => readdirSync(place.folder));
  const paths = names
    .filter((name) => name.startsWith(prefixOf(place)))
    .map((name) => OWN_PATHS.join(place.folder, name))
    .filter((path) => path !== claim);
  return paths.filter((path) => !isLeftBehind(path)).sort();
}

function isLeftBehind(path: string): boolean {
  const owner = ownerOf(path);
  if (owner === null || !isGone(owner, path)) return false;
  try {
    rmSync(path, { force: true });
  } catch (error) {
    // It may be another user's to remove; it holds nobody up meanwhile.
    if (!isSystemError(error)) throw error;
  }
  return true;
}

function prefixOf({ name }: JournalPlace): string {
  return `${name}.lock.`;
}

/** The time first, thirteen digits up to the year 2286, so that older claims sort before younger ones. */
function claimName(): string {
  const { host, boot, namespace, pid, start } = thisProcess();
  const unique = Math.random().toString(16).slice(2, 10);
  return [Date.now(), host, boot, namespace, pid, start, unique].join('_');
}

const CLAIM =
  /\.lock\.(?<time>\d+)_(?<host>[^_]+)_(?<boot>[^_]+)_(?<namespace>\d+)_(?<pid>\d+)_(?<start>\d+)_[0-9a-f]*$/;

/** Who made a claim; `null` where that is not said, so that it counts as someone's who lives. */
function ownerOf(path: string): (ProcessIdentity & { time: number }) | null {
  const parts = CLAIM.exec(path)?.groups as Record<string, string> | undefined;
  if (parts === undefined) return null;
  const { host, boot, namespace, start } = parts as unknown as ProcessIdentity;
  return { host, boot, namespace, start, pid: Number(parts.pid), time: Number(parts.time) };
}

function stillHeld(claim: string, { named }: JournalPlace): UserError {
  const owner = ownerOf(claim);
  const who =
    owner === null
      ? 'someone'
      : `process ${owner.pid} on ${owner.host}, since ${new Date(owner.time).toISOString()}`;
  return new UserError(`the journal ${named} is held by another gate (${who})`, {
    location: { file: claim },
    hint: 'run this again when it is done; if nothing of the kind runs, delete this file',
  });
}
