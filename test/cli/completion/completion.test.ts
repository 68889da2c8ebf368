import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHELLS } from '../../../src/cli/completion/shells.js';
import { runProgram } from '../../program.js';
import { COMMANDS, writtenFlags } from '../flags/commands.js';

/*
 * The scripts run in the shells themselves: bash, which is everywhere, and zsh and fish where they are
 * installed. What a person would be offered behind some words is asked of each.
 */
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-completion-'));
  writeFileSync(join(folder, 'results of May.csv'), '');
  for (const shell of SHELLS) {
    const { stdout } = await runProgram(['completion', shell]);
    writeFileSync(join(folder, `script.${shell}`), stdout);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

function ran(shell: string, argv: string[], input = ''): string {
  const { stdout, stderr } = spawnSync(shell, argv, { cwd: folder, encoding: 'utf8', input });
  expect(stderr).toBe('');
  return stdout;
}

const isInstalled = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** What bash offers behind these words, and whether it offers files instead where that is nothing. */
function offeredByBash(...words: string[]): { words: string[]; files: boolean } {
  // Bash parts --flag=value at the sign, as COMP_WORDBREAKS says.
  const parts = words.flatMap((word) => word.split(/(?<==)|(?==)/)).map((word) => `'${word}'`);
  const script = `. ./script.bash
    files=true; compopt() { [[ $1 == +o ]] && files=false; true; }
    COMP_WORDS=(perso-test ${parts.join(' ')}); COMP_CWORD=${parts.length}
    _perso_test; echo "$files"; printf '%s\\n' "\${COMPREPLY[@]}"`;
  // Where no shell started the tests, as in a container, bash takes a socket for a remote shell's, and reads its rc.
  const [files, ...offered] = ran('bash', ['--norc', '-euc', script]).trimEnd().split('\n');
  return { words: offered.filter((word) => word !== ''), files: files === 'true' };
}

const files = { words: [], files: true };
const nothing = { words: [], files: false };
const onlyWords = (...words: string[]) => ({ words, files: false });

describe('bash', () => {
  test.each(Object.keys(COMMANDS))('offers every flag of %s', (name) => {
    const { words } = offeredByBash(name, '--');
    expect(words.toSorted()).toEqual(writtenFlags(COMMANDS[name]!).toSorted());
  });

  test.each(Object.entries(COMMANDS))('offers the words of each flag of %s', (name, parts) => {
    for (const { long, argChoices } of parts.command.options) {
      if (argChoices === undefined) continue;
      expect(offeredByBash(name, long!, '')).toEqual(onlyWords(...argChoices));
    }
  });

  test('offers commands', () => {
    expect(offeredByBash('s')).toEqual(onlyWords('simulate', 'summarize', 'sql', 'surrogate'));
    expect(offeredByBash('help', 'an')).toEqual(onlyWords('analyze'));
    expect(offeredByBash('completion', '')).toEqual(onlyWords('bash', 'zsh', 'fish'));
  });

  test('offers words as they begin, behind a short flag and behind = too', () => {
    expect(offeredByBash('analyze', '--alternative', 'g')).toEqual(onlyWords('greater'));
    expect(offeredByBash('analyze', '-f', 'm')).toEqual(onlyWords('markdown'));
    expect(offeredByBash('analyze', '--alternative=')).toEqual(
      onlyWords('two-sided', 'greater', 'less'),
    );
    expect(offeredByBash('analyze', '--alternative=g')).toEqual(onlyWords('greater'));
    expect(offeredByBash('gate', '--exit-code', 'ship')).toEqual(onlyWords('ship='));
    expect(offeredByBash('sql', '--help', '')).toEqual(onlyWords('all'));
  });

  test('offers files where files go, and nowhere else', () => {
    expect(offeredByBash('analyze', '')).toEqual(files);
    expect(offeredByBash('gate', 'plan.yaml', 'res')).toEqual(files);
    expect(offeredByBash('sql', '--plan', '')).toEqual(files);
    expect(offeredByBash('simulate', '--from=res')).toEqual(files);
    expect(offeredByBash('analyze', '--metric', '')).toEqual(nothing);
    expect(offeredByBash('power', '')).toEqual(nothing);
  });
});

describe.skipIf(!isInstalled('fish'))('fish', () => {
  const offered = (line: string) =>
    ran('fish', ['--no-config', '-c', `source script.fish; complete -C '${line}'`])
      .trimEnd()
      .split('\n')
      .map((one) => one.split('\t')[0]!)
      .filter((one) => one !== '');

  test.each(Object.keys(COMMANDS))('offers every flag of %s', (name) => {
    expect(offered(`perso-test ${name} --`).toSorted()).toEqual(
      writtenFlags(COMMANDS[name]!).toSorted(),
    );
  });

  test('offers commands, words and files', () => {
    expect(offered('perso-test s')).toEqual(['simulate', 'sql', 'summarize']);
    expect(offered('perso-test gate plan --exit-code sh')).toEqual(['ship=']);
    expect(offered('perso-test analyze --correction h')).toEqual(['hochberg', 'holm']);
    expect(offered('perso-test analyze res')).toEqual(['results of May.csv']);
    expect(offered('perso-test sql --plan res')).toEqual(['results of May.csv']);
    expect(offered('perso-test analyze --metric res')).toEqual([]);
    expect(offered('perso-test power res')).toEqual([]);
  });
});

describe.skipIf(!isInstalled('zsh'))('zsh', () => {
  /** The words that the script would have zsh complete by: its own functions say what they were given. */
  const offered = (...words: string[]) =>
    ran('zsh', [
      '-fc',
      `compdef() { }; _describe() { print -rl -- $commands }; \
      _arguments() { print -rl -- "$@" }; . ./script.zsh; words=(perso-test ${words.join(' ')}); \
      CURRENT=${words.length + 1}; _perso_test`,
    ])
      .trimEnd()
      .split('\n');

  test.each(Object.keys(COMMANDS))('has every flag of %s', (name) => {
    const specs = offered(name, '--').map((spec) => /--[a-z-]+(?==?\[)/.exec(spec)?.[0]);
    expect(specs.filter((flag) => flag !== undefined).toSorted()).toEqual(
      writtenFlags(COMMANDS[name]!).toSorted(),
    );
  });

  test('has commands, words and files', () => {
    expect(offered('s').map((line) => line.split(':')[0])).toContain('simulate');
    expect(offered('analyze', '--alternative', '').join('\n')).toMatch(
      /^--alternative=\[.*\]:side:\(two-sided greater less\)$/m,
    );
    expect(offered('sql', '').join('\n')).toMatch(/^--plan=\[.*\]:file:_files$/m);
    expect(offered('gate', '')).toContain('*:file:_files');
  });
});

test('a shell that is not known is refused, with those that are', async () => {
  expect(await runProgram(['completion', 'ksh'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "command-argument value 'ksh' is invalid for argument 'shell'.\nhint: it takes one of bash, zsh, fish\n",
  });
});
