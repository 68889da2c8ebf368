import { Worker } from 'node:worker_threads';
import { cpuMs } from './cpu-ms.mjs';

/**
 * A thread that is asked one thing at a time. One that says nothing for longer than `limit` milliseconds of
 * processor time is ended, as is one that waits for ever or whose memory is full: the answer is then null,
 * and the next question goes to a new one.
 */
export function threadWith(workerData) {
  let worker = null;

  async function started() {
    if (worker !== null) return worker;
    worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 2000 },
    });
    await answerOf(worker, START_LIMIT);
    return worker;
  }

  return {
    ask: async (job, limit) => {
      const asked = await started();
      asked.postMessage(job);
      const answer = await answerOf(asked, limit);
      if (answer === null) await end();
      return answer;
    },
    end,
  };

  async function end() {
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }
}

const START_LIMIT = 300_000;
const LONGEST_WAIT = 900_000;

function answerOf(worker, limit) {
  return new Promise((resolve) => {
    let since = cpuMs();
    let from = performance.now();
    const timer = setInterval(() => {
      if (cpuMs() - since > limit || performance.now() - from > LONGEST_WAIT) done(null);
    }, 500);
    const onMessage = (message) => {
      if (message.beginning === undefined) return done(message);
      since = cpuMs();
      from = performance.now();
    };
    const onEnd = (error) => {
      if (error instanceof Error && error.code !== 'ERR_WORKER_OUT_OF_MEMORY') console.error(error);
      done(null);
    };
    function done(answer) {
      clearInterval(timer);
      worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
      resolve(answer);
    }
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
  });
}
