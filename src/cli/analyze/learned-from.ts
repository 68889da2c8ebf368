import { UserError } from '../../errors.js';
import {
  type Design,
  type LearnedPrior,
  type MetricDesign,
  wantedSign,
} from '../../experiment/design.js';
import { type BeliefOnFile, signOf } from '../../experiment/effect-belief.js';
import { beliefFrom } from '../input/belief-from.js';
import type { AnalyzeFlags } from './analyze-flags.js';

/** The file of what earlier tests tell of effects; `null` where another prior is given, or none. */
export function priorFile({ prior }: AnalyzeFlags): string | null {
  return typeof prior === 'object' && 'file' in prior ? prior.file : null;
}

/**
 * Checks that posteriors are asked for where a prior is given.
 *
 * @throws {UserError} where it would be ignored.
 */
export function checkPosteriors({ prior, bayes }: AnalyzeFlags): void {
  if (prior === undefined || bayes === true) return;
  throw new UserError('--prior is of posteriors, and none is asked for', { hint: 'add --bayes' });
}

/**
 * What earlier tests tell of effects; `null` where no file of it is given.
 *
 * @throws {UserError} when it cannot be read, or is none of this test.
 */
export async function beliefOf(flags: AnalyzeFlags): Promise<BeliefOnFile | null> {
  const file = priorFile(flags);
  if (file === null) return null;
  checkPosteriors(flags);
  if (flags.holdout === undefined) return beliefFrom(file, flags);
  throw new UserError(
    `--prior ${file}: it is of the effect of one test, and a held-out group's is of many`,
    {
      hint: 'leave out one of the two',
    },
  );
}

/**
 * That belief as one of a metric of this run.
 *
 * @throws {UserError} where it is of none of them, or takes for better what is worse here.
 */
export function learnedFrom(
  belief: BeliefOnFile,
  metrics: readonly MetricDesign[],
  design: Pick<Design, 'alternative'>,
): LearnedPrior {
  const metric = metricOf(belief, metrics);
  const location = { file: belief.path };
  if (metric.kind === 'quantile') {
    throw new UserError(`${metric.name} is a quantile, and those have no posterior`, {
      location,
      hint: 'leave out --prior',
    });
  }
  if (wantedSign(design, metric) !== signOf(belief)) {
    const [more, flag] =
      belief.direction === 'increase'
        ? ['more', '--higher-is-better']
        : ['less', '--lower-is-better'];
    throw new UserError(`by this prior ${more} of ${metric.name} is better, and here it is worse`, {
      location,
      hint: `add ${flag} ${metric.name}, or leave out --prior`,
    });
  }
  return { metric: metric.name, belief };
}

function metricOf({ metric, path }: BeliefOnFile, metrics: readonly MetricDesign[]): MetricDesign {
  const location = { file: path };
  const names = metrics.map(({ name }) => name).join(', ');
  if (metric === null) {
    if (metrics.length === 1) return metrics[0]!;
    throw new UserError('this prior does not say which metric it is of', {
      location,
      hint: `write it there, as "metric": "${metrics[0]!.name}"; there are ${names}`,
    });
  }
  const own = metrics.find(({ name }) => name === metric);
  if (own !== undefined) return own;
  throw new UserError(`this prior is of ${metric}, and no metric of this run is called so`, {
    location,
    hint: `there is ${names}; where that is the same, write its name in the file`,
  });
}
