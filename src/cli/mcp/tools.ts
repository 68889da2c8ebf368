import type { Command } from 'commander';
import * as z from 'zod/mini';
import { type AnswerKind, answerKind } from '../../render/answers.js';
import type { Flag } from '../flags/flag.js';
import { flagsOf } from '../flags/with-flags.js';

/** What a program may ask for: those commands that read and decide nothing, with the kinds of answers that each gives. */
const READING: Readonly<Record<string, readonly AnswerKind[]>> = {
  describe: ['description'],
  analyze: ['analysis'],
  plan: ['plan'],
  power: ['power', 'margin'],
  ledger: ['ledger', 'rules'],
};

/** A command as a tool: what it is for, and what it takes, as JSON Schema. */
export interface Tool {
  name: string;
  description: string;
  inputSchema: {
    type: 'object';
    properties: Record<string, object>;
    required: string[];
    additionalProperties: false;
  };
  outputSchema: object;
  annotations: { readOnlyHint: true; idempotentHint: true; openWorldHint: false };
}

/** The tools among these commands. */
export function toolsOf(commands: readonly Command[]): Promise<Tool[]> {
  return Promise.all(commands.filter(isTool).map(toolOf));
}

/** Whether a command is offered. */
export function isTool(command: Command): boolean {
  return Object.hasOwn(READING, command.name());
}

async function toolOf(command: Command): Promise<Tool> {
  const places = command.registeredArguments.map((argument) => {
    const { description, variadic, required } = argument;
    const schema = variadic ? list(description) : { type: 'string', description };
    return { name: argument.name(), schema, required };
  });
  const flags = readingFlags(command).map(([key, flag]) => [key, schemaOf(flag)] as const);
  const mandatory = readingFlags(command).filter(([, flag]) => flag.mandatory === true);
  return {
    name: command.name(),
    description: command.description().replace(' (- is standard input)', ''),
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries([
        ...places.map(({ name, schema }) => [name, schema] as const),
        ...flags,
      ]),
      required: [
        ...places.filter(({ required }) => required).map(({ name }) => name),
        ...mandatory.map(([key]) => key),
      ],
      additionalProperties: false,
    },
    outputSchema: await answerSchema(READING[command.name()]!),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  };
}

/** What the answer's JSON may be: of several kinds it is one. */
async function answerSchema(kinds: readonly AnswerKind[]): Promise<object> {
  const schemas = await Promise.all(kinds.map((kind) => answerKind(kind).loadSchema()));
  const [first, ...others] = schemas.map((schema) => z.toJSONSchema(schema));
  return others.length === 0 ? first! : { type: 'object', anyOf: [first, ...others] };
}

/** The flags of a command by which nothing is written, by their keys. */
export function readingFlags(command: Command): [key: string, flag: Flag][] {
  return Object.entries(flagsOf(command)).filter(([, { writes }]) => writes !== true);
}

function schemaOf(flag: Flag): object {
  const { takes, value, words } = flag;
  const description = `${value} ${flag.description}`.replace(' (repeatable)', '').trimStart();
  if (value === '') return { type: 'boolean', description };
  if (takes === 'list') return list(description);
  // Numbers as people write them too: 5%, 0.2pp.
  return {
    type: ['string', 'number'],
    description,
    ...(words === undefined ? {} : { enum: [...words] }),
  };
}

function list(description: string): object {
  return { type: 'array', items: { type: 'string' }, description };
}
