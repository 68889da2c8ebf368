/* Runs experiments look by look, each look a gate, and holds every gate to the rules and to the model. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'yaml';
import { madeUp } from './experiments.mjs';
import { given, JOURNAL } from './given.mjs';
import { lacking, seenBy, ships } from './model.mjs';
import { choicesOf } from './random.mjs';
import { decisionOf, faultsOfRun, journalOf } from './rules.mjs';
import { plainTable } from './table.mjs';

const root = join(import.meta.dirname, '../..');
const { run } = createRequire(import.meta.url)(join(root, 'dist/main.cjs'));
const KINDS = [
  'table',
  'table',
  'table text',
  'bytes',
  'plan',
  'plan',
  'plan text',
  'journal',
  'journal',
  'flags',
];
/** One gate in so many is a process of its own. */
const PROCESS_EVERY = 250;

const runs = join(root, 'test/runs');
const oldJournal = readFileSync(join(runs, 'gate/journal/begun-by-version-1/looks.jsonl'), 'utf8');

/** Lines of other journals, of both versions, to be put among those of this one. */
const others = oldJournal.trimEnd().split('\n');

/** An experiment that version 1 began. */
function begunByVersion1() {
  const table = (k) =>
    plainTable(
      readFileSync(join(runs, `gate/group-sequential/five-even-looks/day-${k}.csv`), 'utf8'),
    );
  return {
    truth: { layout: 'counts' },
    plan: parse(readFileSync(join(runs, 'data/five-looks-plan.yaml'), 'utf8')),
    files: [3, 4, 5].map(table),
    journal: oldJournal,
  };
}

/** Runs experiment i of a seed in the working folder; calls `told` with what each gate came to. */
export async function runExperiment(seed, i, told) {
  const pick = choicesOf(seed, i);
  const world = pick.chance(0.02) ? begunByVersion1() : madeUp(pick);
  const state = { journal: world.journal ?? '', clean: true, shipped: new Set() };
  let { plan } = world;
  if (pick.chance(0.1)) plan = planAfter(plan, pick);
  for (const [k, table] of world.files.entries()) {
    for (const name of readdirSync('.')) rmSync(name, { recursive: true });
    const kinds = pick.chance(0.55)
      ? []
      : Array.from({ length: pick.whole(1, 3) }, () => pick.oneOf(KINDS));
    const gate = given({ ...world, plan, table, journal: state.journal, others, kinds }, pick);
    const time = new Date(Date.UTC(2026, 2, 1 + 3 * k, 5));
    const end = await outcomeOf(gate, { time, apart: pick.whole(1, PROCESS_EVERY) === 1 });
    const before = seenBy({ ...gate, tables: gate.tables, lines: linesOf(gate), time: end.time });
    const truth = seenBy({
      doc: gate.doc,
      tables: [lowered(table)],
      lines: linesOf(gate),
      time: end.time,
    });
    const { faults, known } = judged({ gate, end, seen: before, truth, state });
    told({ experiment: i, look: k, gate, end, faults, known });
    proceed(state, gate, end);
  }
}

const planAfter = (plan, pick) =>
  pick.chance(0.5) ? { ...plan, alpha: pick.oneOf([0.2, 0.001]) } : plan;

const lowered = ({ header, rows }) => ({ header: header.map((name) => name.toLowerCase()), rows });

function linesOf({ journal, argv }) {
  if (journalOf(argv) !== JOURNAL) return [];
  return journal.split('\n').flatMap((text) => {
    try {
      const line = JSON.parse(text);
      return line?.decision === undefined || line.type === 'close' ? [] : [{ ...line, text }];
    } catch {
      return [];
    }
  });
}

/** How a gate ended: in this process, or as one of its own. */
async function outcomeOf({ argv, journal }, { time, apart }) {
  const started = performance.now();
  const end = apart ? runApart(argv) : await runHere(argv, time);
  const seconds = (performance.now() - started) / 1000;
  const slow = seconds > 20;
  const after = existsSync(JOURNAL) ? readFileSync(JOURNAL, 'utf8') : '';
  return { ...end, before: journal, after, slow, seconds, apart, time: apart ? new Date() : time };
}

function runApart(argv) {
  const bin = join(root, 'bin/perso-test.js');
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    encoding: 'utf8',
    timeout: 20_000,
    input: '',
  });
  return { code: status ?? signal, stdout, stderr };
}

async function runHere(argv, time) {
  const said = { stdout: '', stderr: '' };
  const output = (name) => ({
    write: (text) => {
      said[name] += text;
    },
  });
  const io = {
    stdin: Readable.from([]),
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: {},
    now: () => time,
  };
  try {
    return { code: await run(argv, io), ...said };
  } catch (error) {
    return { code: `thrown: ${error.stack}`, ...said };
  }
}

/** Everything that is wrong with a gate, and what the model knew of it. */
function judged({ gate, end, seen, truth, state }) {
  const faults = faultsOfRun(gate, end);
  const lines = linesOf(gate);
  const untouched = state.clean && !gate.kinds.includes('journal');
  if (
    end.code === 2 &&
    untouched &&
    new RegExp(`^${JOURNAL}:\\d.*\nhint: restore`).test(end.stderr)
  )
    faults.push('its own journal is refused');
  if (end.code === 2 && gate.kinds.length === 0) return { faults, known: 'refused unchanged' };
  if (end.code === 2) return { faults, known: 'refused' };
  const decision = decisionOf(gate.argv, end);
  if (decision === null) return { faults, known: 'code of several' };
  return decision === 'ship'
    ? judgedShip({ gate, end, seen, truth, state, lines, faults })
    : judgedOther({ gate, end, seen, untouched, faults });
}

function judgedShip({ gate, end, seen, truth, state, lines, faults }) {
  const earlier = lines.filter((line) => line.decision === 'ship' && isEndOf(line, gate.doc));
  const closed = /"type":\s*"close"/.test(gate.journal) && journalOf(gate.argv) === JOURNAL;
  if (closed) faults.push('a ship after the end');
  if (gate.doc === null) faults.push('a ship by no plan');
  if (isPlanChanged(lines, end)) faults.push('a ship by a changed plan');
  if (earlier.length > 0) {
    const known = earlier.every(({ text }) => state.shipped.has(text));
    if (!known) faults.push('a ship by a line that no gate wrote');
    return { faults, known: 'shipped before' };
  }
  const judge = seen ?? truth;
  if (judge === null) return { faults, known: 'ship, not known' };
  const ended =
    judge.method === 'fixed' && lines.some(({ decision }) => decision === 'keep-control');
  const faulty = [...lacking(judge), ...(ended ? ['the plan had ended'] : [])];
  if (faulty.length > 0)
    faults.push(`${seen === null ? 'by the truth ' : ''}no ship: ${faulty.join('; ')}`);
  const sure = seen === null ? null : ships(seen);
  if (sure === false) faults.push('the model does not ship');
  return {
    faults,
    known:
      sure === true
        ? 'ship, exactly'
        : seen === null
          ? 'ship, by the truth'
          : 'ship, by conditions',
  };
}

/** Whether a look on record had ended its plan, so that its decision stands whatever comes. */
function isEndOf({ plannedUnits, units, comparisons }, doc) {
  if (doc?.monitoring === 'always-valid' || doc?.monitoring?.method === 'always-valid')
    return false;
  const [control, ...treatments] = [doc?.variants.control, ...doc.variants.treatments];
  const valued = (name) =>
    Math.min(
      units[name],
      ...comparisons
        .flatMap((one) => [one.control, one.treatment])
        .flatMap((arm) => (arm?.variant === name ? [arm.n] : [])),
    );
  const information = (of, name) => (of(control) * of(name)) / (of(control) + of(name));
  const planned = (name) => plannedUnits[name];
  return treatments.every(
    (name) => information(valued, name) >= information(planned, name) * (1 - 1e-12),
  );
}

function isPlanChanged(lines, { after }) {
  const now = lines.length === 0 ? undefined : after.trimEnd().split('\n').at(-1);
  return now !== undefined && JSON.parse(now).plan !== lines[0].plan;
}

function judgedOther({ gate, end, seen, untouched, faults }) {
  const sure = seen === null || !untouched ? null : ships(seen);
  if (sure === true && !gate.kinds.includes('flags') && !isPlanChanged(linesOf(gate), end)) {
    faults.push('the model ships');
  }
  return { faults, known: sure === false ? 'no ship, exactly' : 'no ship' };
}

/** What the next look begins with: the journal as this gate left it, where it took it. */
function proceed(state, gate, end) {
  if (end.code === 2 || journalOf(gate.argv) !== JOURNAL) return;
  if (gate.kinds.includes('journal')) state.clean = false;
  const line = end.after.trimEnd().split('\n').at(-1);
  if (decisionOf(gate.argv, end) === 'ship') state.shipped.add(line);
  state.journal = end.after;
  if (others.length < 60) others.push(line);
}
