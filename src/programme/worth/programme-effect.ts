import type { EffectGroup } from '../../stats/meta/known-effects.js';

/** What one treatment did, on a scale on which positive is better and all experiments are alike. */
export interface ProgrammeEffect {
  experiment: string;
  /** `null` where its experiment has no other. */
  treatment: string | null;
  tags: ReadonlyMap<string, string>;
  estimate: number;
  /** Above 0. */
  standardError: number;
  /** How much of its error comes from the control, signed; `null` where that is not known. */
  controlPart: number | null;
  /** Whether everyone got it; `null` where nobody says. */
  shipped: boolean | null;
  /** What its own test said; `null` where nobody says. */
  verdict: 'win' | 'loss' | 'neither' | null;
  units: number | null;
}

/** Effects of one experiment after the other. */
export function byExperiment(effects: readonly ProgrammeEffect[]): ProgrammeEffect[][] {
  const groups = new Map<string, ProgrammeEffect[]>();
  for (const effect of effects) {
    const group = groups.get(effect.experiment);
    if (group === undefined) groups.set(effect.experiment, [effect]);
    else group.push(effect);
  }
  return [...groups.values()];
}

/**
 * Effects of one experiment as they hang together: two treatments covary by the control that they share.
 *
 * @param effects of one experiment; of several each knows its part of the control.
 */
export function groupOf(effects: readonly ProgrammeEffect[]): EffectGroup {
  return {
    estimates: effects.map(({ estimate }) => estimate),
    covariance: effects.map((a, i) =>
      effects.map((b, j) => (i === j ? a.standardError ** 2 : a.controlPart! * b.controlPart!)),
    ),
  };
}
