/* What must hold of every gate, whatever it was given; each rule gives what is wrong, in words. */

const USUAL = { ship: 0, 'keep-control': 20, 'keep-collecting': 21, invalid: 22 };

/** The exit code of each decision, as these arguments ask for. */
export function codesFor(argv) {
  const codes = { ...USUAL };
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  for (const [i, word] of words.entries()) {
    const said = word === '--exit-code' ? words[i + 1] : /^--exit-code=(.*)$/.exec(word)?.[1];
    const [, decision, code] = /^([a-z-]+)=(\d+)$/.exec(said ?? '') ?? [];
    if (decision in USUAL) codes[decision] = Number(code);
  }
  return codes;
}

/** Who asks for help gets it, on standard output, and is told that nothing is decided. */
const HELPED = 'gate: help or the version was asked for, so nothing is decided\n';

/** What is wrong with how a gate ended, by itself. */
export function faultsOfRun(given, { code, stdout, stderr, before, after, slow }) {
  const faults = [];
  const decided = Object.values(codesFor(given.argv)).includes(code) && code !== 1;
  if (slow) faults.push('it took more than 20 s');
  if (code === 2) {
    if (!/^[^\n]+\n(?:hint: [^\n]+\n)?$/.test(stderr)) faults.push('no one message');
    if (stdout !== '' && !stderr.startsWith(HELPED)) faults.push('a refusal with a report');
    if (after !== before) faults.push('a refusal that changed the journal');
    return faults;
  }
  if (!decided) return [...faults, `exit code ${code}`];
  if (stderr !== '') faults.push('a message beside a decision');
  const path = journalOf(given.argv);
  if (path !== null && path !== 'looks.jsonl') return faults;
  if (path === null && after !== before && !given.argv.includes('looks.jsonl'))
    faults.push('a journal that nobody asked for');
  if (path === null) return faults;
  if (!isLonger(before, after)) return [...faults, 'not just one more line on record'];
  const { decision } = JSON.parse(after.slice(before.length));
  return codesFor(given.argv)[decision] === code
    ? faults
    : [...faults, `${decision} on record, exit code ${code}`];
}

/** Where the journal is kept by these arguments; `null`: nowhere. */
export function journalOf(argv) {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const joined = words.find((word) => word.startsWith('--journal='));
  if (joined !== undefined) return joined.slice('--journal='.length);
  const at = words.indexOf('--journal');
  return at === -1 ? null : words[at + 1];
}

function isLonger(before, after) {
  const added = after.slice(before.length);
  return after.startsWith(before) && /^[^\n]+\n$/.test(added);
}

/** The decision that a gate came to: as it is on record, else as its exit code tells; `null` where several have that. */
export function decisionOf(argv, { code, before, after }) {
  if (journalOf(argv) === 'looks.jsonl' && after.length > before.length)
    return JSON.parse(after.slice(before.length)).decision;
  const named = Object.entries(codesFor(argv)).filter(([, own]) => own === code);
  return named.length === 1 ? named[0][0] : null;
}
