import type { EffectPrior } from '../../stats/value/effect-prior.js';
import type { DocumentKind } from '../document/document-kind.js';
import { readDocument } from '../document/read-document.js';
import { type PRIOR_EFFECTS, priorJsonSchema, priorSchema } from './prior-schema.js';

/** What an effect is taken for before its test; positive is better. */
export interface PriorRead {
  path: string;
  prior: EffectPrior;
  metric: string | null;
  effect: (typeof PRIOR_EFFECTS)[number];
  direction: 'increase' | 'decrease';
  /** `null` where nobody says. */
  experiments: number | null;
}

const PRIOR: DocumentKind<typeof priorSchema> = {
  noun: 'prior',
  plural: 'priors',
  schema: priorSchema,
  jsonSchema: priorJsonSchema,
  mostBytes: 1 << 14,
  versionKey: 'priorVersion',
  hints: {
    form: "one is written by perso-test programme 'experiments/*.jsonl' --prior-out prior.json",
    empty: "write one: perso-test programme 'experiments/*.jsonl' --prior-out prior.json",
    table: 'a table of effects tells one: perso-test programme effects.csv --prior-out prior.json',
    system: {
      ENOENT:
        "check the path; perso-test programme 'experiments/*.jsonl' --prior-out prior.json writes one",
      EISDIR: 'name the prior in it',
    },
  },
};

/**
 * The prior in a file, JSON or YAML.
 *
 * @throws {UserError} at the line and column where it is none, with what to do about it.
 */
export async function readPrior(path: string): Promise<PriorRead> {
  const { value, errorAt } = await readDocument(path, PRIOR);
  const { metric, effect, direction, experiments = null } = value;
  const df = value.df === null ? Number.POSITIVE_INFINITY : Number(value.df);
  if (!(df > 1)) {
    throw errorAt({
      path: ['df'],
      message: `df ${value.df}: true effects have no mean then`,
      hint: 'it is above 1',
    });
  }
  return {
    path,
    prior: { mean: Number(value.mean), scale: Number(value.scale), df },
    metric: metric === null ? null : String(metric),
    effect,
    direction,
    experiments,
  };
}
