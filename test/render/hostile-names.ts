import fc from 'fast-check';

/** Names that mean something to a program which reads a report: none may be more than a name. */
export const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  '</script><script>alert(1)</script>',
  '<!-- -->',
  ']]>',
  '&lt;b&gt;',
  '::error::',
  '::error file=a.ts,line=1::boom',
  '##[error]boom',
  '##vso[task.setvariable variable=a]b',
  'a ##[add-mask]b',
  'a##vso[task.complete result=Succeeded]b',
  '###[group]a',
  "##teamcity[buildStatus text='a']",
  '\u00a0::stop-commands::a',
  '\u3000\u2003::add-mask::a',
  '%0A::error::boom',
  '\u001b[31mred\u001b[0m',
  '\u009b2J',
  'a\u0000b',
  'a\u0007\u0008\u007fb',
  '\u202egpj.exe',
  '\u2066x\u2069',
  'a\u200eb\u200fc',
  '\ufeffa',
  'a\u2028b',
  'a\ud800b',
  'a\ufffeb\uffff',
  '👩‍👩‍👧',
  'é',
  'سريع',
  '漢字',
  '"quoted"',
  "it's",
  'a|b',
  '`code`',
  '**bold**',
  '[x](http://e.vil)',
  '@octocat #12 :tada:',
  '$x$',
  'a\nb',
  'a\r\nb',
  '\n::warning::boom',
  'a\tb',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\\',
  '50% off',
  'x'.repeat(10_000),
];

/** Pieces that mean something in Markdown, HTML, tables or to GitHub. */
export const PIECES = [
  ...['|', '`', '``', '*', '**', '_', '__', '~', '~~', '[', ']', '(', ')', '<', '>', '&'],
  ...['&amp;', '&lt;', '\\', '$', '@', '@octocat', '#', '#12', ':', ':tada:', ':+1:', '!', '!['],
  ...['](', 'http://e.vil', 'www.e.vil', '- ', '+ ', '1. ', '2) ', '# ', '---', '===', '> '],
  ...['<script>', '<!--', '-->', 'a', 'b1', ' ', '\n', '\r', '\t', '\u0000', '\u001b[31m'],
  ...['\u202e', '👩‍👩‍👧', 'é', 'سريع', '%5', '~12', '::error::', ',', '=', ']]>', '"', "'"],
  ...['\ud800', '\ufffe', '%0A', '%2', '::', '##', '##[', '\u00a0'],
];

/** Names made of such pieces. */
export const piecedNames = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 10 })
  .map((parts) => parts.join(''));
