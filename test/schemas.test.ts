import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { casesJsonSchema } from '../src/read/cases/schema.js';
import { ideasJsonSchema } from '../src/read/ideas/ideas-schema.js';
import { journalJsonSchema } from '../src/read/journal/schema.js';
import { planJsonSchema } from '../src/read/plan/schema.js';
import { policyJsonSchema } from '../src/read/policy/schema.js';
import { priorJsonSchema } from '../src/read/prior/prior-schema.js';
import { descriptionJsonSchema } from '../src/report/schemas/description-schema.js';
import { ledgerJsonSchema } from '../src/report/schemas/ledger-schema.js';
import { lifetimeJsonSchema } from '../src/report/schemas/lifetime-schema.js';
import { marginJsonSchema } from '../src/report/schemas/margin-schema.js';
import { planReportJsonSchema } from '../src/report/schemas/plan-report-schema.js';
import { powerJsonSchema } from '../src/report/schemas/power-schema.js';
import { priorityJsonSchema } from '../src/report/schemas/priority-schema.js';
import { programmeJsonSchema } from '../src/report/schemas/programme-schema.js';
import { reportJsonSchema } from '../src/report/schemas/report-schema.js';
import { rulesJsonSchema } from '../src/report/schemas/rules-report-schema.js';
import { simulationJsonSchema } from '../src/report/schemas/simulation-schema.js';
import { surrogateJsonSchema } from '../src/report/schemas/surrogate-schema.js';
import { verificationJsonSchema } from '../src/report/schemas/verification-schema.js';

const schemas = join(import.meta.dirname, '../schemas');

/** By the name of its published file, how each is made. */
const PUBLISHED = {
  cases: casesJsonSchema,
  description: descriptionJsonSchema,
  ideas: ideasJsonSchema,
  journal: journalJsonSchema,
  ledger: ledgerJsonSchema,
  lifetime: lifetimeJsonSchema,
  margin: marginJsonSchema,
  plan: planJsonSchema,
  'plan-report': planReportJsonSchema,
  policy: policyJsonSchema,
  power: powerJsonSchema,
  prior: priorJsonSchema,
  priority: priorityJsonSchema,
  programme: programmeJsonSchema,
  report: reportJsonSchema,
  rules: rulesJsonSchema,
  simulation: simulationJsonSchema,
  surrogate: surrogateJsonSchema,
  verification: verificationJsonSchema,
};

test.each(Object.entries(PUBLISHED))(
  'the published JSON Schema of %s is the one made from the zod schema',
  (name, make) => {
    const file = join(schemas, `${name}.schema.json`);
    const made = `${JSON.stringify(make(), null, 2)}\n`;
    if (process.env.UPDATE_SCHEMA !== undefined) writeFileSync(file, made);
    expect(readFileSync(file, 'utf8')).toBe(made);
  },
);

test('each published schema is one of these', () => {
  const names = Object.keys(PUBLISHED).map((name) => `${name}.schema.json`);
  expect(readdirSync(schemas).sort()).toEqual(names.sort());
});

interface Part {
  description?: string;
  type?: string;
  properties?: Record<string, Part>;
  items?: Part;
  anyOf?: Part[];
}

function undescribed(part: Part, path: string): string[] {
  const inner = Object.entries(part.properties ?? {}).flatMap(([key, one]) => [
    ...(one.description === undefined ? [`${path}.${key}`] : []),
    ...undescribed(one, `${path}.${key}`),
  ]);
  const parts = [...(part.items === undefined ? [] : [part.items]), ...(part.anyOf ?? [])];
  return [...inner, ...parts.flatMap((one) => undescribed(one, path))];
}

/** Those of files that people write. */
test.each(['plan', 'ideas', 'policy', 'prior'] as const)(
  'an editor can say of each key of a file of this kind what it is for: %s',
  (name) => expect(undescribed(PUBLISHED[name]() as Part, name)).toEqual([]),
);
