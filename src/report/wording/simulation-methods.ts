import type { SimulationReport } from '../simulation-report.js';
import { correctionSource, type MethodSource, monitoringSources } from './method-sources.js';
import { formatLevel } from './numbers.js';

/** By which methods a rule was played out, and who described them. */
export function simulationMethods({ design, confidence }: SimulationReport): MethodSource[] {
  const { monitoring, futility, treatments, correction } = design;
  const family = treatments.length > 1 ? correctionSource(correction) : null;
  return [
    {
      name: 'Simulation',
      source:
        'each experiment follows from the seed and its number alone; both rules judge the same draws',
    },
    { name: `${formatLevel(confidence)} intervals of rates`, source: 'Clopper & Pearson 1934' },
    ...(family === null ? [] : [family]),
    ...monitoringSources(monitoring, futility !== undefined),
  ];
}
