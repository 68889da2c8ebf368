import type { NumberOfTag } from '../../programme/worth/by-tag.js';
import type { ProgrammeEffect } from '../../programme/worth/programme-effect.js';
import type { ProgrammeOrigin } from '../../report/programme-report.js';

/** Effects to be put together, with the tags that they may have. */
export interface FoundEffects {
  effects: ProgrammeEffect[];
  tags: string[];
  numberOf: NumberOfTag;
  origin: Omit<ProgrammeOrigin, 'version'>;
}
