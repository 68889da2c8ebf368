import type { UserError } from '../../errors.js';
import type { Backlog, Idea } from '../../experiment/idea.js';
import type { DocumentKind } from '../document/document-kind.js';
import { type DocumentRead, readDocument } from '../document/read-document.js';
import { plainNumber } from '../values/written-numbers.js';
import { planFaults, planOfIdea } from './idea-plan.js';
import type { WrittenIdea } from './idea-schema.js';
import { ideaFrom } from './ideas-of-document.js';
import { faultsBetweenIdeas, ideaFaults, missingFaults, type PlacedIdea } from './ideas-rules.js';
import { ideasJsonSchema, ideasSchema, type WrittenIdeas } from './ideas-schema.js';

/** A backlog, where it stands, and how what is wrong with an idea is said. */
export interface IdeasRead extends Backlog {
  path: string;
  /** The error that an idea's prior is no good, at its line and column. */
  priorError: (idea: number, message: string, hint: string) => UserError;
}

/** How a backlog is read, and what is said where it is none. */
const BACKLOG: DocumentKind<typeof ideasSchema> = {
  noun: 'backlog',
  plural: 'backlogs',
  schema: ideasSchema,
  jsonSchema: ideasJsonSchema,
  // Twenty thousand ideas have as much, at 800 bytes each.
  mostBytes: 1 << 24,
  versionKey: 'ideasVersion',
  hints: {
    form: 'perso-test prioritize --help shows how one is written',
    empty: 'perso-test prioritize --init ideas.yaml writes one to fill in',
    table: 'a backlog is YAML: perso-test prioritize --init ideas.yaml writes one to fill in',
    system: {
      ENOENT: 'check the path; perso-test prioritize --init ideas.yaml writes one to fill in',
      EISDIR: 'name the backlog in it: perso-test prioritize DIRECTORY/ideas.yaml',
    },
  },
};

/**
 * The backlog in a file, YAML or JSON, checked, with the plans that its ideas name.
 *
 * @throws {UserError} at the line and column where it is none, with what to do about it.
 */
export async function readIdeas(path: string): Promise<IdeasRead> {
  const read = await readDocument(path, BACKLOG);
  const { ideas: written, weeklyUnits, defaults = {} } = read.value;
  const placed = written.map((one, i) => placedIdea(one, defaults, i));
  const ideas: Idea[] = [];
  for (const [i, one] of placed.entries()) {
    ideas.push(await wholeIdea(one, Object.keys(written[i]!), read, path));
  }
  const [fault] = faultsBetweenIdeas(ideas, placed);
  if (fault !== undefined) throw read.errorAt(fault);
  return {
    path,
    ideas,
    weeklyUnits: weeklyUnits === undefined ? null : plainNumber(String(weeklyUnits)),
    priorError: (idea, message, hint) =>
      read.errorAt({ path: placed[idea]!.pathOf('prior'), message, hint }),
  };
}

/** An idea with what holds of all; a horizon of its own, in weeks or units, stands for both of theirs. */
function placedIdea(
  own: WrittenIdea,
  defaults: NonNullable<WrittenIdeas['defaults']>,
  at: number,
): PlacedIdea {
  const ownHorizon = own.horizonWeeks !== undefined || own.horizonUnits !== undefined;
  const { horizonWeeks, horizonUnits, ...shared } = defaults;
  const written = { ...(ownHorizon ? shared : defaults), ...own };
  return {
    written,
    pathOf: (key) =>
      Object.hasOwn(own, key) || !Object.hasOwn(defaults, key)
        ? ['ideas', at, key]
        : ['defaults', key],
  };
}

async function wholeIdea(
  placed: PlacedIdea,
  own: readonly string[],
  { errorAt }: DocumentRead<WrittenIdeas>,
  backlog: string,
): Promise<Idea> {
  const { written } = placed;
  const refuse = (faults: ReturnType<typeof ideaFaults>) => {
    if (faults[0] !== undefined) throw errorAt(faults[0]);
  };
  refuse(missingFaults(placed, written.plan !== undefined));
  const plan =
    written.plan === undefined ? null : (await planOfIdea(backlog, String(written.plan))).plan;
  if (plan !== null) refuse(planFaults(placed, own, plan));
  const idea = ideaFrom(written, plan);
  refuse(ideaFaults(placed, idea));
  return idea;
}
