import * as z from 'zod/mini';
import type { Decision } from '../../experiment/decision/decided.js';
import { DECISION_EXIT, EXIT } from '../exit-codes.js';
import { dialectFlags } from '../flags/dialect-options.js';
import { outputFlags } from '../output/outputs.js';

const DECISIONS = Object.keys(DECISION_EXIT) as [Decision, ...Decision[]];

/** The codes that a process can exit with and that a crash or wrong usage does not have. */
const exitCode = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN)),
  ),
  z.number('is no exit code').check(
    z.lte(255, 'is no exit code; they go up to 255'),
    z.refine(
      (code) => code !== EXIT.crash && code !== EXIT.usage,
      'is the code of a crash (1) or of wrong usage (2), which no decision may have',
    ),
  ),
);

/** An exit code for a decision, as keep-collecting=0. */
const remapped = z
  .pipe(
    z.pipe(
      z.string(),
      z.transform((text) => {
        const [decision = '', ...code] = text.split('=');
        return { decision, code: code.join('=') };
      }),
    ),
    z.object({
      decision: z.enum(DECISIONS, `is no decision; they are ${DECISIONS.join(', ')}`),
      code: exitCode,
    }),
  )
  .check(
    z.refine(
      ({ decision, code }) => decision !== 'invalid' || code !== EXIT.done,
      'would let an invalid experiment pass',
    ),
  );

/** The flags of `gate`, as commander gives them, checked and converted. */
export const gateFlags = z.object({
  journal: z.optional(z.string()),
  exitCode: z._default(z.array(remapped), []),
  ...dialectFlags,
  ...outputFlags,
  quiet: z.optional(z.boolean()),
});

export type GateFlags = z.output<typeof gateFlags>;
