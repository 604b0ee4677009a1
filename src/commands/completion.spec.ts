import { spawnSync } from 'node:child_process'
import type { Command } from './command.js'
import { completionScript } from './completion.js'

const command = (name: string, options: Command['options'] = {}): Command => ({
  ...{ name, usage: '', help: [`it's ${name}`], positionals: [0, 1], options },
  run: () => undefined,
})
const COMMANDS = [
  command('thing show', { loud: { type: 'boolean' } }),
  command('thing lose'),
  command('version'),
]

/** What bash offers after these words. */
function offered(...words: string[]): string[] {
  const line = ['pds', ...words].map((word) => `'${word}'`).join(' ')
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _pds; echo "\${COMPREPLY[*]}"`
  const { stdout, status } = spawnSync('bash', ['-c', `${completionScript('bash', COMMANDS)}\n${ask}`])
  expect(status).toBe(0)
  return String(stdout).trim().split(' ').filter(Boolean)
}

describe('completion in bash', () => {
  test.each([
    ['the first word', [''], ['thing', 'version']],
    ['the next word', ['thing', ''], ['show', 'lose']],
    ['a word that was begun', ['thing', 'l'], ['lose']],
    ['options', ['thing', 'show', '--'], ['--loud', '--help', '--json']],
    ['options after an argument', ['thing', 'show', 'x', '--l'], ['--loud']],
    ['nothing after what is unknown', ['nothing', 'v'], ['version']],
  ])('offers %s', (_what, words, expected) => {
    expect(offered(...words)).toEqual(expected)
  })
})

describe('completion elsewhere', () => {
  test('zsh takes the script of bash', () => {
    expect(completionScript('zsh', COMMANDS)).toContain('bashcompinit')
  })

  test('fish gets a line for each word and option, with quotes that end', () => {
    const lines = completionScript('fish', COMMANDS).split('\n')
    expect(lines).toContain(`complete -c pds -n '__pds_at thing' -f -a 'show' -d 'it\\'s thing show'`)
    expect(lines).toContain(`complete -c pds -n '__pds_at thing show' -l loud`)
  })
})
