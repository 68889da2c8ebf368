import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** Ticks a second of the processor times in /proc: what Linux calls USER_HZ. */
const TICKS = 100;

/** How often a process is looked at, in milliseconds: its times and its high-water mark only rise. */
const LOOK_EVERY = 5;

/** Whether a command can be run at all. */
export function isThere([command, ...args]) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Seconds on the wall and of all processors, most memory in MB and output of a whole process; `stdin` names the
 * file that it reads, `pipe` says to have `cat` read it.
 */
export function run({ command: [command, ...args], stdin, pipe = false }) {
  return new Promise((resolve, reject) => {
    const file = stdin === undefined ? null : openSync(stdin, 'r');
    const cat = pipe ? spawn('cat', { stdio: [file, 'pipe', 'inherit'] }) : null;
    const start = process.hrtime.bigint();
    const child = spawn(command, args, {
      stdio: [cat?.stdout ?? file ?? 'ignore', 'pipe', 'inherit'],
    });
    let output = '';
    let seen = { processor: 0, memory: 0 };
    const watch = setInterval(() => {
      seen = seenOf(child.pid) ?? seen;
    }, LOOK_EVERY);
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      clearInterval(watch);
      if (file !== null) closeSync(file);
      if (code === 0) resolve({ seconds, ...seen, output });
      else reject(new Error(`${command} ${args.join(' ')} exited with ${code}`));
    });
  });
}

/** What a process has taken so far; `null` where the system does not say. */
function seenOf(pid) {
  try {
    const memory = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // After the name, which may hold spaces: state is the first field, the times are the 12th and 13th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    const processor = (Number(fields[11]) + Number(fields[12])) / TICKS;
    return memory === undefined ? null : { processor, memory: Number(memory) / 1024 };
  } catch {
    return null;
  }
}

/** Runs commands in turn, so that what else the machine does meets all alike: of each the least of so many rounds. */
export async function timed(commands, rounds) {
  const runs = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, asked] of Object.entries(commands)) runs.get(name).push(await run(asked));
  }
  return new Map(
    [...runs].map(([name, all]) => {
      const least = (figure) => Math.min(...all.map((one) => one[figure]));
      const memory = Math.max(...all.map((one) => one.memory));
      const { output } = all[0];
      return [name, { seconds: least('seconds'), processor: least('processor'), memory, output }];
    }),
  );
}
