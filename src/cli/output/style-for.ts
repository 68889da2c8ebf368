import { type Paint, PLAIN, type Style } from '../../render/text/style.js';
import type { Io } from '../io.js';

/** Line lengths beyond which prose is hard to read, and below which tables break. */
const WIDTH = { least: 60, usual: 80, most: 100 };

/** How to dress text for a file, or else for standard output: colour only where someone sees it, or asks for it. */
export async function styleFor(
  io: Io,
  wanted: { color: boolean; file: string | null },
): Promise<Style> {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = io.env;
  const toTerminal = io.stdout.isTTY === true && wanted.file === null;
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
