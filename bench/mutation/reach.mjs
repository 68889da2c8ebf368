import { Session } from 'node:inspector';
import { HEAD } from './world.mjs';

/**
 * Which of these mutants run: `taken` calls back with the index of each whose place was run since it was
 * last asked. Scripts must be compiled after this began. V8 tells functions with the blocks that ran otherwise than what is around them.
 */
export function reachOf(mutantsByUrl) {
  const session = new Session();
  session.connect();
  const post = (method, params) => {
    let answer = null;
    session.post(method, params, (error, result) => {
      if (error) throw new Error(error.message);
      answer = result;
    });
    return answer;
  };
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    taken: (found) => {
      for (const { url, functions } of post('Profiler.takePreciseCoverage').result) {
        const mutants = mutantsByUrl.get(url);
        if (mutants !== undefined) inFunctions(functions, mutants, found);
      }
    },
    stop: () => session.disconnect(),
  };
}

function inFunctions(functions, mutants, found) {
  const ran = new Map();
  for (const { ranges } of functions) {
    if (ranges[0].count === 0) continue;
    const { startOffset, endOffset } = ranges[0];
    ran.set(`${startOffset - HEAD.length}-${endOffset - HEAD.length}`, ranges);
  }
  for (const mutant of mutants) {
    const ranges = ran.get(mutant.within);
    if (ranges !== undefined && isRun(ranges, mutant.start + HEAD.length)) found(mutant.index);
  }
}

/** The innermost range has the word. */
function isRun(ranges, offset) {
  const around = ranges.filter((one) => one.startOffset <= offset && offset < one.endOffset);
  const innermost = around.reduce((a, b) =>
    b.endOffset - b.startOffset <= a.endOffset - a.startOffset ? b : a,
  );
  return innermost.count > 0;
}
