/* Loaded before the program (node --require): tells, at its end, what it took of processor and memory. */
const { isMainThread } = require('node:worker_threads');

// Other threads load it too, and end before the whole is known.
if (isMainThread) {
  process.on('exit', () => {
    const { writeSync } = require('node:fs');
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeSync(2, `took ${(userCPUTime + systemCPUTime) / 1e6} s and ${maxRSS} KiB\n`);
  });
}
