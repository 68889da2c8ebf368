import { type Run, USUAL_NOW } from './case.js';

/** Text, or bytes that are none in base64. */
type Written = string | { base64: string };

/** A run as JSON, the form in which test/attacks/found keeps what was found. */
export interface WrittenRun {
  argv: string[];
  files: Record<string, Written>;
  stdin?: Written;
  env?: Record<string, string>;
  now?: string;
}

/** A run, to be kept in a file. */
export function writtenRun({ argv, files, stdin, env, now }: Run): WrittenRun {
  return {
    argv,
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, written(bytes)])),
    ...(stdin.length === 0 ? {} : { stdin: written(stdin) }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(now === USUAL_NOW ? {} : { now }),
  };
}

/** The run that was kept so. */
export function readRun({ argv, files, stdin = '', env = {}, now = USUAL_NOW }: WrittenRun): Run {
  const bytes = Object.entries(files).map(([name, text]) => [name, bytesOf(text)] as const);
  return { argv, files: Object.fromEntries(bytes), stdin: bytesOf(stdin), env, now };
}

function written(bytes: Buffer): Written {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : { base64: bytes.toString('base64') };
}

function bytesOf(text: Written): Buffer {
  return typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.base64, 'base64');
}
