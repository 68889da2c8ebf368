import { type Completed, type CompletedFlag, PROGRAM_FLAGS, type Value } from './completed.js';

/**
 * The script for bash 3.2, which macOS has, and later. Where it answers nothing, bash offers files
 * (`-o default`), and quotes their names as it does for every command.
 */
export function bashCompletion(commands: readonly Completed[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const own = PROGRAM_FLAGS.map(({ long }) => `--${long}`).join(' ');
  return `# Completion of perso-test for bash: eval "$(perso-test completion bash)"
_perso_test() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=
  # Bash parts a flag and its value at = into three words.
  if [[ $word == '=' ]]; then word=
  elif [[ $before == '=' ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then words='${names} ${own}'
  else
    case "\${COMP_WORDS[1]} $before" in
${commands.flatMap(valueCases).join('\n')}
      *) case "\${COMP_WORDS[1]}$word" in
${commands.map(flagCase).join('\n')}
${commands.flatMap(argumentCase).join('\n')}
      esac ;;
    esac
  fi
  [[ $words == FILES ]] && return
  compopt +o default 2>/dev/null
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  case "\${COMPREPLY[0]}" in *[=:]) compopt -o nospace 2>/dev/null ;; esac
}
complete -o default -F _perso_test perso-test
`;
}

const wordsOf = (value: Value) => (value.is === 'word' ? value.words.join(' ') : '');

const answer = (value: Value) => `words='${value.is === 'file' ? 'FILES' : wordsOf(value)}'`;

/** What stands behind each flag that cannot stand alone, and behind --help. */
function valueCases({ name, flags }: Completed): string[] {
  return flags.flatMap((flag) => {
    if (flag.value === null) return [];
    const patterns = written(flag).map((one) => `'${name} ${one}'`);
    return [`      ${patterns.join('|')}) ${answer(flag.value)} ;;`];
  });
}

function flagCase({ name, flags }: Completed): string {
  return `        '${name}-'*) words='${flags.map(({ long }) => `--${long}`).join(' ')}' ;;`;
}

function argumentCase({ name, arguments: value }: Completed): string[] {
  return value === null ? [] : [`        '${name}'*) ${answer(value)} ;;`];
}

const written = ({ long, short }: CompletedFlag) =>
  short === null ? [`--${long}`] : [`-${short}`, `--${long}`];
