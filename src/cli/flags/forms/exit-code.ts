import * as z from 'zod/mini';
import { DECISIONS } from '../../../experiment/decision/decision-code.js';
import { EXIT } from '../../exit-codes.js';
import { splitName } from './named.js';

/** The codes that a process can exit with and that a crash or wrong usage does not have. */
const code = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN)),
  ),
  z.number('is no exit code').check(
    z.lte(255, 'is no exit code; they go up to 255'),
    z.refine(
      (number) => number !== EXIT.crash && number !== EXIT.usage,
      'is the code of a crash (1) or of wrong usage (2), which no decision may have',
    ),
  ),
);

/** An exit code for a decision, as keep-collecting=0. */
export const exitCode = z
  .pipe(
    z.pipe(
      z.string(),
      z.transform((text) => {
        const { name, rest } = splitName(text);
        // Without an equals sign it is the code that is missing.
        return name === '' ? { decision: rest, code: '' } : { decision: name, code: rest };
      }),
    ),
    z.object({
      decision: z.enum(DECISIONS, `is no decision; they are ${DECISIONS.join(', ')}`),
      code,
    }),
  )
  .check(
    z.refine(
      ({ decision, code: number }) => decision !== 'invalid' || number !== EXIT.done,
      'would let an invalid experiment pass',
    ),
  );
