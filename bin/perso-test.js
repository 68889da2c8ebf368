#!/usr/bin/env node
const { processIo, run } = require('./compiled.js').load();

run(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
});
