import { type Completed, type CompletedFlag, PROGRAM_FLAGS } from './completed.js';

/** The script for fish 3 and later. */
export function fishCompletion(commands: readonly Completed[]): string {
  const lines = commands.flatMap(linesOf);
  const own = PROGRAM_FLAGS.map(
    ({ long, short, description }) =>
      `complete -c perso-test -n '__perso_test_in ""' -s ${short} -l ${long} -d ${quoted(description)}`,
  );
  return `# Completion of perso-test for fish: perso-test completion fish | source
function __perso_test_in
  set -l words (commandline -opc)
  test "$words[2]" = "$argv[1]"
end
complete -c perso-test -f
${own.join('\n')}
${lines.join('\n')}
`;
}

function linesOf({ name, description, flags, arguments: value }: Completed): string[] {
  const start = `complete -c perso-test -n '__perso_test_in ${name}'`;
  const words = value?.is === 'word' ? [`${start} -a ${quoted(value.words.join(' '))}`] : [];
  const files = value?.is === 'file' ? [`${start} -F`] : [];
  return [
    `complete -c perso-test -n '__perso_test_in ""' -a ${name} -d ${quoted(description)}`,
    ...files,
    ...words,
    ...flags.map((flag) => `${start} ${optionsOf(flag)} -d ${quoted(flag.description)}`),
  ];
}

function optionsOf({ long, short, value, valueOptional }: CompletedFlag): string {
  const names = short === null ? `-l ${long}` : `-s ${short} -l ${long}`;
  if (value === null || valueOptional) return names;
  if (value.is === 'file') return `${names} -r -F`;
  return value.is === 'word' ? `${names} -x -a ${quoted(value.words.join(' '))}` : `${names} -x`;
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
