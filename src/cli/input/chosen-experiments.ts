import { closestTo, UserError } from '../../errors.js';
import {
  type ExperimentOnRecord,
  judgedBy,
  unitsIn,
} from '../../programme/experiment-on-record.js';
import { type Condition, fulfils } from '../../read/values/condition.js';
import { parseCondition } from '../../read/values/written-condition.js';

/** What may be asked of an experiment beside its tags, as a text; '' where it is not so. */
const FACTS: Record<string, (record: ExperimentOnRecord) => string> = {
  experiment: ({ experiment }) => experiment,
  owner: ({ owner }) => owner ?? '',
  state: ({ state }) => state,
  decision: ({ decision }) => decision ?? '',
  verdict: (record) => judgedBy(record)?.decision ?? '',
  variant: ({ variant }) => variant ?? '',
  follows: ({ follows }) => follows ?? '',
  days: ({ days }) => String(days),
  units: (record) => String(unitsIn(judgedBy(record) ?? { units: {} })),
  first: ({ firstTime }) => firstTime,
  last: ({ lastTime }) => lastTime,
};

/** What stands before the name of a tag that is that of a fact. */
const OF_A_TAG = 'tag.';

/**
 * The experiments that fulfil every condition, each of a fact or a tag: `owner = web`, `surface in home, cart`.
 * A fact has its name before a tag of the same one, which is then `tag.owner`.
 *
 * @throws {UserError} for a condition of neither, or that its values cannot be compared with.
 */
export function chosenExperiments(
  experiments: readonly ExperimentOnRecord[],
  where: readonly string[],
): ExperimentOnRecord[] {
  const tags = new Set(experiments.flatMap((record) => [...record.tags.keys()]));
  const conditions = where.map((written) => ({
    written,
    condition: conditionOn(written, tags),
  }));
  return experiments.filter((record) =>
    conditions.every(({ written, condition }) => isSo(record, condition, written)),
  );
}

function conditionOn(written: string, tags: ReadonlySet<string>): Condition {
  const isKnown = (name: string) =>
    Object.hasOwn(FACTS, name) || tags.has(name) || tags.has(tagIn(name) ?? '');
  try {
    return parseCondition(written, isKnown);
  } catch (error) {
    throw error instanceof UserError ? unknownName(written, tags) : error;
  }
}

/** The tag that is meant by its longer name; `null` for any other name. */
function tagIn(name: string): string | null {
  return name.startsWith(OF_A_TAG) ? name.slice(OF_A_TAG.length) : null;
}

function unknownName(written: string, tags: ReadonlySet<string>): UserError {
  // Whatever it names; where it names nothing, that is the error.
  const { column } = parseCondition(written, (name) => name !== '');
  const close = closestTo(column, [...tags, ...Object.keys(FACTS)]);
  return new UserError(
    `--where ${written}: ${column} is no tag of these experiments, and no fact`,
    {
      hint:
        close === undefined
          ? `tags: ${[...tags].join(', ') || 'none'}; facts: ${Object.keys(FACTS).join(', ')}`
          : `did you mean ${close}?`,
    },
  );
}

function isSo(record: ExperimentOnRecord, condition: Condition, written: string): boolean {
  const { column } = condition;
  const fact = Object.hasOwn(FACTS, column) ? FACTS[column]!(record) : undefined;
  const text = fact ?? record.tags.get(column) ?? record.tags.get(tagIn(column) ?? '') ?? '';
  const verdict = fulfils(condition, text, text === '', { decimal: '.', thousands: '' });
  if (typeof verdict === 'boolean') return verdict;
  throw new UserError(`--where ${written}: of ${record.experiment}, ${verdict.what}`, {
    location: { file: record.journal },
    hint: verdict.hint,
  });
}
