#!/usr/bin/env node
import process from 'node:process';
import { run } from '../dist/main.js';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    // The reader has gone, as `| head` does: nothing is left to say, and the exit code stands.
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), process);
