/* Loaded before the program (node --require): tells, at its end, what it took of processor and memory. */
process.on('exit', () => {
  const { writeSync } = require('node:fs');
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(2, `took ${(userCPUTime + systemCPUTime) / 1e6} s and ${maxRSS} KiB\n`);
});
