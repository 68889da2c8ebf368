import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { UserError } from '../errors.js';
import { type Paint, PLAIN, type Style } from '../render/style.js';
import type { Io } from './io.js';

/** Line lengths beyond which prose is hard to read, and below which tables break. */
const WIDTH = { least: 60, usual: 80, most: 100 };

/** How to dress text for standard output: colour only where someone sees it, or asks for it. */
export async function styleFor(
  io: Io,
  wanted: { color: boolean; output?: string | undefined },
): Promise<Style> {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = io.env;
  const toTerminal = io.stdout.isTTY === true && wanted.output === undefined;
  const byEnvironment = forced === undefined || forced === '' ? toTerminal : forced !== '0';
  const colour = wanted.color && (refused === undefined || refused === '') && byEnvironment;
  const columns = toTerminal ? (io.stdout.columns ?? WIDTH.usual) : WIDTH.usual;
  return {
    paint: colour ? await sixteenColours() : PLAIN,
    width: Math.min(WIDTH.most, Math.max(WIDTH.least, columns)),
  };
}

/** The sixteen colours that every terminal has and lets its user choose; loaded only when wanted. */
async function sixteenColours(): Promise<Paint> {
  const { Chalk } = await import('chalk');
  return new Chalk({ level: 1 });
}

/**
 * Writes a report to the file, whole or not at all, or else to standard output.
 *
 * @throws {UserError} when the file cannot be written.
 */
export function writeReport(text: string, output: string | undefined, io: Io): void {
  if (output === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    if (isSpecial(output)) writeFileSync(output, text);
    else writeWhole(output, text);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(`the report cannot be written (${why})`, {
      location: { file: output },
      hint: 'does the folder exist, is there room, and may you write there?',
    });
  }
}

/** Whether a path is a pipe, a device or an open file: to be written to, never to be replaced. */
function isSpecial(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  // /dev/stdout may be a plain file behind its links, and replacing that would cut it off its writers.
  const open = /^\/(?:dev|proc)\//.test(path);
  return stat !== undefined && (open || !stat.isFile()) && !stat.isDirectory();
}

/** Under another name first, so that a reader never sees half a file, nor a crash leaves one. */
function writeWhole(path: string, text: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const unfinished = `${target}.${process.pid}.tmp`;
  uninterrupted(() => {
    try {
      writeFileSync(unfinished, text);
      renameSync(unfinished, target);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  });
}

/** Does what must not be left half done: a signal that ends the process waits, and ends it right after. */
function uninterrupted(work: () => void): void {
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    // Once its listener is gone, the signal has its usual effect, and whoever waits sees that it had.
    const end = () => process.kill(process.pid, signal);
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  try {
    work();
  } finally {
    // Node tells of a signal when its event loop turns: listen for as long.
    setImmediate(() => {
      for (const remove of listeners) remove();
    });
  }
}
