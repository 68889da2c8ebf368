import { shellWord, type Vocabulary } from '../../vocabulary.js';
import { flagName } from './flag.js';

/** Options as flags: --metric NAME. */
export const FLAG_WORDS: Vocabulary = {
  option: 'flag',
  table: flag('table'),
  where: flag('where'),
  layout: flag('layout'),
  variantColumn: flag('variantColumn'),
  variants: flag('variants'),
  unitsColumn: flag('unitsColumn'),
  unitId: flag('unitId'),
  rowsAreUnits: flag('rowsAreUnits'),
  metric: (column, kind) => flag('metric')(kind === undefined ? column : `${column}:${kind}`),
  kind: (metric, kind) => `${metric}:${kind}`,
  segment: flag('segment'),
  triggered: flag('triggered'),
  overTime: flag('overTime'),
  exposedAt: flag('exposedAt'),
  horizon: flag('horizon'),
  covariate: flag('covariate'),
  cap: flag('cap'),
  delimiter: flag('delimiter'),
  decimal: flag('decimal'),
  thousands: flag('thousands'),
  missing: flag('missing'),
  emptyIs: flag('emptyIs'),
  encoding: flag('encoding'),
  skipLines: flag('skipLines'),
  comment: flag('comment'),
  sheet: flag('sheet'),
  onBadRow: flag('onBadRow'),
  control: flag('control'),
  allocation: flag('allocation'),
  mde: flag('mde'),
  monitoring: flag('monitoring'),
  test: flag('test'),
  lowerIsBetter: (metric) => `pass ${flag('lowerIsBetter')(`"${metric}"`)}`,
  journal: flag('journal'),
  decision: flag('decision'),
  because: flag('because'),
  byFile: () => null,
  describe: (file) => `perso-test describe ${shellWord(file)}`,
  again: (added) => added.join(' '),
};

function flag(key: keyof Vocabulary): (value?: string) => string {
  return (value) => (value === undefined ? flagName(key) : `${flagName(key)} ${value}`);
}
