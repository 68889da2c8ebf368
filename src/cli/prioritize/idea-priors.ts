import { UserError } from '../../errors.js';
import type { Idea } from '../../experiment/idea.js';
import type { ExperimentOnRecord } from '../../programme/experiment-on-record.js';
import { type LedgerPrior, ledgerPrior } from '../../programme/ideas/ledger-prior.js';
import { priorMisfit } from '../../read/ideas/prior-misfit.js';
import type { IdeasRead } from '../../read/ideas/read-ideas.js';
import type { SourcedPrior } from '../../report/priority-report.js';

/**
 * What is known of each idea's effect: what the backlog says, or what experiments on record with its tags do.
 *
 * @param records `null` where no ledger is named.
 * @throws {UserError} at the idea whose prior nothing on record tells.
 */
export function priorsOf(
  backlog: IdeasRead,
  records: readonly ExperimentOnRecord[] | null,
): SourcedPrior[] {
  const known = new Map<string, LedgerPrior | null>();
  const fromRecord = (
    idea: Idea,
    tags: ReadonlyMap<string, string>,
    ledger: readonly ExperimentOnRecord[],
  ) => {
    const { metric, lowerIsBetter } = idea;
    const key = JSON.stringify([...tags].sort().concat([[metric ?? '', String(lowerIsBetter)]]));
    const found = known.has(key)
      ? known.get(key)!
      : ledgerPrior(ledger, { tags, metric, lowerIsBetter });
    known.set(key, found);
    return found;
  };
  checkUsed(backlog, records);
  return backlog.ideas.map((idea, at): SourcedPrior => {
    if ('said' in idea.prior) return { prior: idea.prior.said, record: null };
    const { like: tags } = idea.prior;
    if (records === null) {
      throw backlog.priorError(
        at,
        `${idea.name} is like earlier experiments, and no ledger is named`,
        "name their journals: --ledger 'experiments/*.jsonl'",
      );
    }
    const found = fromRecord(idea, tags, records);
    if (found === null) throw tooFew(backlog, idea, at);
    const misfit = priorMisfit(found.prior, idea.baseline);
    if (misfit !== null) {
      throw backlog.priorError(
        at,
        `what the ledger knows of ${idea.name}: ${misfit.what}`,
        'say what is known of it: prior: { mean: 0.5%, sd: 2% }',
      );
    }
    const { prior, ...rest } = found;
    return { prior, record: { ...rest, tags } };
  });
}

/** A ledger of which no prior asks would be read for nothing. */
function checkUsed(
  { ideas, path }: IdeasRead,
  records: readonly ExperimentOnRecord[] | null,
): void {
  if (records === null || ideas.some(({ prior }) => 'like' in prior)) return;
  throw new UserError('--ledger is for priors like those of earlier tests, and no idea has one', {
    location: { file: path },
    hint: 'write prior: { like: { tactic: hero } } at an idea, or leave it out',
  });
}

function tooFew({ priorError }: IdeasRead, { name, metric }: Idea, at: number): UserError {
  const what = metric === null ? 'a primary metric with an error' : `${metric} with an error`;
  return priorError(
    at,
    `the ledger has fewer than three experiments on ${what}, too few to tell what ${name} might do`,
    'say it: prior: { mean: 0.5%, sd: 2% }',
  );
}
