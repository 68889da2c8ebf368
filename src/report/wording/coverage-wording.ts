import type { Coverage } from '../../stats/multiplicity.js';

/** What an interval's level promises beside other intervals, to be put behind it; nothing where it stands alone. */
export function wordCoverage(coverage: Coverage): string {
  switch (coverage) {
    case 'alone':
      return '';
    case 'simultaneous':
      return ', simultaneous';
    case 'stepwise':
      return ', cut at 0 by a later step';
    case 'selected':
      return ', for what is selected';
  }
}
