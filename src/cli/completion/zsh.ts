import type { Completed, CompletedFlag, Value } from './completed.js';

/** The script for zsh, sourced or in a file _perso-test of the fpath. */
export function zshCompletion(commands: readonly Completed[]): string {
  return `#compdef perso-test
# Completion of perso-test for zsh: eval "$(perso-test completion zsh)"
_perso_test() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, description }) => `      ${quoted(`${name}:${escaped(description)}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
${commands.map(caseOf).join('\n')}
  esac
}
if [[ $funcstack[1] == _perso_test ]]; then _perso_test "$@"; else compdef _perso_test perso-test; fi
`;
}

function caseOf({ name, flags, arguments: value }: Completed): string {
  const rest = value === null ? [] : [quoted(`*:${value.is}:${actionOf(value)}`)];
  const specs = [...flags.map(specOf), ...rest].map((spec) => ` \\\n        ${spec}`).join('');
  return `    ${name})\n      _arguments${specs} ;;`;
}

/** A flag in the language of _arguments: '*--metric=[what it is]:name: '. */
function specOf(flag: CompletedFlag): string {
  const { long, short, description, name, value, valueOptional, repeatable } = flag;
  const colon = valueOptional ? '::' : ':';
  const said = value === null ? '' : `${colon}${escaped(name)}:${actionOf(value)}`;
  const about = quoted(`[${escaped(description)}]${said}`);
  const [afterLong, afterShort] = value === null ? ['', ''] : ['=', '+'];
  const star = repeatable ? "'*'" : '';
  if (short === null) return `${star}--${long}${afterLong}${about}`;
  const others = repeatable ? star : quoted(`(-${short} --${long})`);
  return `${others}{-${short}${afterShort},--${long}${afterLong}}${about}`;
}

function actionOf(value: Value): string {
  if (value.is === 'file') return '_files';
  return value.is === 'word' ? `(${value.words.map(escaped).join(' ')})` : ' ';
}

const escaped = (text: string) => text.replace(/[\\:[\]()]/g, '\\$&');

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
