import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { isSystemError } from '../bytes/system-errors.js';

/**
 * Who a process is, so that another can tell later whether it still lives: process ids are used
 * again, after a while and after a restart, and mean nothing in another container. `0` stands for what
 * a system does not tell.
 */
export interface ProcessIdentity {
  host: string;
  /** Of the running system, other after each start. */
  boot: string;
  /** In which process ids are counted: each container has its own. */
  namespace: string;
  pid: number;
  /** When it started, in the kernel's ticks since the boot. */
  start: string;
}

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return {
    host: hostname().replace(/[^A-Za-z0-9.-]/g, '-'),
    boot: textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')).slice(0, 8),
    namespace: textOf(() => readlinkSync('/proc/self/ns/pid')).replace(/\D/g, '') || '0',
    pid: process.pid,
    start: processState(process.pid)?.start ?? '0',
  };
}

/**
 * Whether a process is known to be gone. `false` where that cannot be known, as on another host or in
 * another container.
 *
 * A process of an earlier start of this host is gone. Since another host may have the same name, its
 * traces must be older than our start too.
 *
 * @param trace The file that it left.
 */
export function isGone(other: ProcessIdentity, trace: string): boolean {
  const own = thisProcess();
  if (other.host !== own.host) return false;
  if (other.boot !== own.boot) return isFromBeforeBoot(trace);
  if (other.namespace !== own.namespace) return false;
  return !isRunning(other.pid) || hasEnded(other);
}

function isFromBeforeBoot(trace: string): boolean {
  const stat = statSync(trace, { throwIfNoEntry: false });
  return stat !== undefined && stat.mtimeMs < Date.now() - 1000 * uptime();
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as someone else's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Whether a process id that is in use is another's by now, or that of one which only awaits burial. */
function hasEnded({ pid, start }: ProcessIdentity): boolean {
  const now = processState(pid);
  if (now === null) return false;
  return now.state === 'Z' || now.state === 'X' || (start !== '0' && now.start !== start);
}

/**
 * The state letter and the start of a process; `null` where the system does not tell.
 *
 * @see proc_pid_stat(5): the name in brackets may hold anything; the state is the first field behind
 *   it, number 3, and the start number 22.
 */
function processState(pid: number): { state: string; start: string } | null {
  // Where /proc is that of another namespace, its process ids are not ours.
  if (textOf(() => readlinkSync('/proc/self')) !== String(process.pid)) return null;
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields[0], fields[22 - 3]];
  return state === undefined || start === undefined ? null : { state, start };
}

/** What the system tells in a file of /proc; `0` where it does not, as on macOS and Windows. */
function textOf(read: () => string): string {
  try {
    return read().trim();
  } catch (error) {
    if (isSystemError(error)) return '0';
    throw error;
  }
}
