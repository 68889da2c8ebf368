import type { ExperimentOnRecord } from '../experiment-on-record.js';

type Tags = ReadonlyMap<string, string>;

/** How much two experiments have in common. */
export interface Likeness {
  /** The tags that have the same value in both, by name. */
  shared: string[];
  /** The surprise at that, in nats: what nearly all have in common says little, what few have says much. */
  surprise: number;
}

/**
 * How much each experiment has in common with these tags: the sum over shared ones of −ln of the share of all
 * experiments that have that value too.
 *
 * @see Lin (1998), An information-theoretic definition of similarity, ICML, 296–304, on what a feature in common
 * weighs.
 */
export function likenessTo(
  tags: Tags,
  records: readonly ExperimentOnRecord[],
): (record: ExperimentOnRecord) => Likeness {
  const counts = new Map<string, number>();
  for (const [tag, value] of tags) {
    counts.set(tag, records.filter((record) => record.tags.get(tag) === value).length);
  }
  return (record) => {
    const shared = [...tags]
      .filter(([tag, value]) => record.tags.get(tag) === value)
      .map(([tag]) => tag);
    const surprise = shared.reduce((sum, tag) => {
      // Of a tag that all have one more is thought of that has not, so that it still counts for something.
      return sum - Math.log(counts.get(tag)! / (records.length + 1));
    }, 0);
    return { shared, surprise };
  };
}
