import type { Command } from 'commander';
import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import type { Io, Run } from '../io.js';
import { answered, type ToolAnswer } from './answered.js';
import {
  InvalidParams,
  linesOf,
  type Methods,
  type Params,
  repliesTo,
  revisionFor,
} from './protocol.js';
import { type ToolInput, toolWords } from './tool-words.js';
import { isTool, toolsOf } from './tools.js';

const INSTRUCTIONS = `Did a personalized experience beat the generic one? describe says what is in a result file and how to ask; analyze tests it and gives a verdict; plan says what a plan promises; power sizes a test before it is launched. Each answer is a text for people, and all of its figures as structured content. "Not significant" is no proof of no effect: say what the interval still allows. Decisions of a running test are a gate's, which these tools do not make.`;

/** Serves these commands to a program on standard input and output, until it hangs up. */
export async function serve(
  commands: readonly Command[],
  { io, run }: { io: Io; run: Run },
): Promise<void> {
  const methods: Methods = {
    initialize: ({ protocolVersion }) => ({
      protocolVersion: revisionFor(protocolVersion),
      capabilities: { tools: {} },
      serverInfo: { name: 'perso-test', version },
      instructions: INSTRUCTIONS,
    }),
    ping: () => ({}),
    'tools/list': async () => ({ tools: await toolsOf(commands) }),
    'tools/call': (params) => called(commands, params, { io, run }),
  };
  for await (const reply of repliesTo(linesOf(io.stdin), methods)) io.stdout.write(`${reply}\n`);
}

async function called(
  commands: readonly Command[],
  { name, arguments: input = {} }: Params,
  world: { io: Io; run: Run },
): Promise<ToolAnswer> {
  const command = commands.find((one) => one.name() === name && isTool(one));
  if (command === undefined)
    throw new InvalidParams(
      `there is no tool ${typeof name === 'string' ? name : 'without a name'}`,
    );
  try {
    return await answered(toolWords(command, Object(input) as ToolInput), world);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const text = `${error.message}\nhint: ${error.hint}`;
    return { content: [{ type: 'text', text }], isError: true };
  }
}
