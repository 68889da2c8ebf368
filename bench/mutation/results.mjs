import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What is known of mutants, in a file of one line each; of one that was tried again, the last holds. */
export function resultsIn(path) {
  const known = new Map();
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  for (const line of lines.filter((one) => one !== '')) {
    const { key, ...result } = JSON.parse(line);
    known.set(key, result);
  }
  return {
    of: (mutant) => known.get(mutant.key),
    add: (mutant, result) => {
      known.set(mutant.key, result);
      const { key, file, line, column, kind, was, becomes } = mutant;
      const told = { key, file, line, column, kind, was, becomes, ...result };
      appendFileSync(path, `${JSON.stringify(told)}\n`);
    },
  };
}

/** Whether no test has told a mutant from the original yet. */
export function isAlive({ status }) {
  return status === 'survived' || status === 'unreached';
}

/**
 * How many came to what, and the share that was told from the original with its 95 % interval: of all, and of those
 * that are not known to be equal.
 */
export function scoreOf(statuses) {
  const count = (status) => statuses.filter((one) => one === status).length;
  const counts = Object.fromEntries(STATUSES.map((status) => [status, count(status)]));
  const told = counts.killed + counts.hung;
  const n = statuses.length;
  return { ...counts, n, ofAll: wilson(told, n), ofOthers: wilson(told, n - counts.equal) };
}

const STATUSES = ['killed', 'hung', 'equal', 'survived', 'unreached'];

/** Wilson (1927), JASA 22, 209–212. */
function wilson(successes, n) {
  const share = successes / n;
  const middle = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half =
    (Z / (1 + (Z * Z) / n)) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  return { share, lower: middle - half, upper: middle + half };
}

const Z = 1.959963984540054;
