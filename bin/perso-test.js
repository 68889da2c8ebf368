#!/usr/bin/env node
const words = process.argv.slice(2);
const { processIo, run } = require('./compiled.js').load(words);

// Whatever ends the process before its run has given a code is a crash, and no gate that ships.
process.exitCode = 1;
run(words, processIo()).then((code) => {
  process.exitCode = code;
});
