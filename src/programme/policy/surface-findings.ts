import type { Policy } from '../../read/policy/policy.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { Finding } from './breach.js';
import { began, dayOf, daysBetween } from './days.js';
import { type MeasuredBy, measuredBy } from './measured.js';

/** The tag that says where an experiment runs, where no policy names another. */
const USUAL_SURFACE = 'surface';

/** An experiment where and while it runs. */
interface Run extends MeasuredBy {
  record: ExperimentOnRecord;
  surface: string;
  /** The days on which it began and ended; `null`: it still runs. */
  from: string;
  to: string | null;
}

/**
 * What experiments on one surface show together: that one ran while another changed what it measures, and more tests
 * or ships than a policy allows. An experiment without the tag of a surface is on none.
 *
 * @param isHeld whether an experiment is held to the policy; a finding of several is held where one of them is.
 */
export function surfaceFindings(
  records: readonly ExperimentOnRecord[],
  policy: Policy | null,
  isHeld: (record: ExperimentOnRecord) => boolean,
): Finding[] {
  const tag = policy?.surface ?? USUAL_SURFACE;
  const runs = records.flatMap((record) => runOf(record, tag));
  const surfaces = [...new Set(runs.map(({ surface }) => surface))];
  return surfaces.flatMap((surface) => {
    const here = runs
      .filter((run) => run.surface === surface)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1));
    return [
      ...overlaps(here, policy, isHeld),
      ...tooManyTests(here, policy, isHeld),
      ...tooManyShips(here, policy, isHeld),
    ];
  });
}

function runOf(record: ExperimentOnRecord, tag: string): Run[] {
  const surface = record.tags.get(tag);
  if (surface === undefined) return [];
  const { lastTime, state } = record;
  const from = dayOf(began(record));
  const to = state === 'running' ? null : dayOf(new Date(lastTime));
  return [{ record, surface, from, to, ...measuredBy(record) }];
}

/** Each run in the order in which they began, with those that still ran then; one that ended on that day did not. */
function withOthers(runs: readonly Run[]): { run: Run; others: readonly Run[] }[] {
  let running: Run[] = [];
  return runs.map((run) => {
    const others = running.filter(({ to }) => to === null || run.from < to);
    running = [...others, run];
    return { run, others };
  });
}

function overlaps(
  runs: readonly Run[],
  policy: Policy | null,
  isHeld: (record: ExperimentOnRecord) => boolean,
): Finding[] {
  return withOthers(runs).flatMap(({ run, others }) =>
    others.flatMap((other): Finding[] => {
      const metric = sharedMetric(other, run);
      if (metric === null) return [];
      const held = policy?.overlaps === 'none' && isHeld(run.record);
      const ends = [other.to, run.to].filter((day) => day !== null).sort();
      return [
        {
          code: 'TESTS_OVERLAP',
          status: held ? 'fail' : 'warn',
          experiments: [other.record.experiment, run.record.experiment],
          surface: run.surface,
          metric,
          from: run.from,
          to: ends[0] ?? null,
        },
      ];
    }),
  );
}

/** A metric that decides one of the two and is measured by the other. */
function sharedMetric(a: Run, b: Run): string | null {
  const shared = (one: Run, other: Run) =>
    one.primary.find((metric) => other.metrics.includes(metric));
  return shared(a, b) ?? shared(b, a) ?? null;
}

/** One finding for each experiment with whose beginning there are too many. */
function tooManyTests(
  runs: readonly Run[],
  policy: Policy | null,
  isHeld: (record: ExperimentOnRecord) => boolean,
): Finding[] {
  const most = policy?.atOnce?.tests ?? null;
  if (most === null) return [];
  return withOthers(runs).flatMap(({ run, others }): Finding[] => {
    const running = [...others, run];
    if (running.length <= most || !isHeld(run.record)) return [];
    const figures = { surface: run.surface, count: running.length, most, day: run.from };
    const experiments = running.map(({ record }) => record.experiment);
    return [{ code: 'TOO_MANY_TESTS', status: 'fail', experiments, ...figures }];
  });
}

function tooManyShips(
  runs: readonly Run[],
  policy: Policy | null,
  isHeld: (record: ExperimentOnRecord) => boolean,
): Finding[] {
  const { ships: most = null, days = 0 } = policy?.atOnce ?? {};
  if (most === null) return [];
  const ships = runs
    .filter(({ record }) => record.decision === 'ship')
    .toSorted((a, b) => (a.record.lastTime < b.record.lastTime ? -1 : 1));
  let window: Run[] = [];
  return ships.flatMap((ship): Finding[] => {
    const shipped = new Date(ship.record.lastTime);
    const isRecent = ({ record }: Run) => daysBetween(new Date(record.lastTime), shipped) < days;
    const recent = [...window.filter(isRecent), ship];
    window = recent;
    if (recent.length <= most || !isHeld(ship.record)) return [];
    const experiments = recent.map(({ record }) => record.experiment);
    const figures = {
      surface: ship.surface,
      count: recent.length,
      most,
      days,
      day: dayOf(shipped),
    };
    return [{ code: 'TOO_MANY_SHIPS', status: 'fail', experiments, ...figures }];
  });
}
