#!/usr/bin/env node
const { processIo, run } = require('./compiled.js').load();

// Whatever ends the process before its run has given a code is a crash, and no gate that ships.
process.exitCode = 1;
run(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
});
