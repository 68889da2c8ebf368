import type { Help } from 'commander';

/** How an option stands in the help: its description, its words and its default. */
export const HELP: Partial<Help> = {
  optionDescription: ({ description, argChoices, defaultValueDescription }) => {
    const words = argChoices === undefined ? '' : `: ${argChoices.join(', ')}`;
    const usual =
      defaultValueDescription === undefined ? '' : ` (default: ${defaultValueDescription})`;
    return `${description}${words}${usual}`;
  },
};
