import type { ExperimentOnRecord } from './experiment-on-record.js';

/** An experiment with how many others it builds on, one after the other, of those that are listed. */
export interface Threaded {
  record: ExperimentOnRecord;
  /** 0 or more. */
  depth: number;
}

/**
 * The experiments by the time of their first line, each followed by those that build on it. Where names lead in a
 * circle, it is cut before the first of them; of two with one name the first is the one that is followed.
 */
export function inThreads(records: readonly ExperimentOnRecord[]): Threaded[] {
  const sorted = [...records].sort(byTime);
  const followers = followersOf(sorted);
  const roots = sorted.filter((record) => !followers.isFollower(record));
  const found = new Map<ExperimentOnRecord, number>();
  // A circle has no root; the first of it that is left over is taken for one.
  for (const root of [...roots, ...sorted]) {
    const open = found.has(root) ? [] : [{ record: root, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { record, depth } = next;
      if (found.has(record)) continue;
      found.set(record, depth);
      const behind = followers.of(record).map((one) => ({ record: one, depth: depth + 1 }));
      open.push(...behind.reverse());
    }
  }
  return [...found].map(([record, depth]) => ({ record, depth }));
}

function followersOf(sorted: readonly ExperimentOnRecord[]) {
  const byName = new Map<string, ExperimentOnRecord>();
  for (const record of [...sorted].reverse()) byName.set(record.experiment, record);
  const leaderOf = ({ experiment, follows }: ExperimentOnRecord) =>
    follows === null || follows === experiment ? undefined : byName.get(follows);
  const followers = new Map<ExperimentOnRecord, ExperimentOnRecord[]>();
  for (const record of sorted) {
    const leader = leaderOf(record);
    if (leader === undefined) continue;
    const own = followers.get(leader);
    if (own === undefined) followers.set(leader, [record]);
    else own.push(record);
  }
  return {
    isFollower: (record: ExperimentOnRecord) => leaderOf(record) !== undefined,
    of: (record: ExperimentOnRecord) => followers.get(record) ?? [],
  };
}

function byTime(a: ExperimentOnRecord, b: ExperimentOnRecord): number {
  return (
    compared(a.firstTime, b.firstTime) ||
    compared(a.experiment, b.experiment) ||
    compared(a.journal, b.journal)
  );
}

/** By code units, so that the order is the same in every language of the system. */
function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
