import { readFile } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { InvalidConfiguration } from '../config/index.js'
import { Refusal } from '../refusal.js'
import type { Command } from './command.js'
import { CommandLine } from './command-line.js'

const no = () => Promise.reject(new Refusal('NotThere', 'notFound', 'it is not there'))

const command = (name: string, run: Command['run'], more: Partial<Command> = {}): Command => ({
  ...{ name, usage: '<thing>', help: [`does ${name}`], positionals: [0, 1], run },
  ...more,
})
const COMMANDS: readonly Command[] = [
  command('thing show', ({ positionals, values, console }) => {
    console.result({ positionals, loud: values['loud'] ?? false }, `shown ${positionals.join()}\n`)
    return Promise.resolve(0)
  }),
  command('thing', ({ console }) => {
    console.result({}, 'the shorter name\n')
    return Promise.resolve(0)
  }),
  command('thing lose', no),
  command('set', () => Promise.reject(new InvalidConfiguration(['PDS_PORT is wrong']))),
  command('break', () => Promise.reject(new Error('broken'))),
  command('open', async () => void (await readFile('package.json/file')) as never),
  command('mimic', () => Promise.reject(new Refusal('NotThere', 'notFound', 'not \u001b[2Jthere'))),
  command('read', () => undefined),
  command(
    'burn',
    async ({ values, console }) =>
      (await console.confirm('All of it burns.', values['yes'] === true)) ? 0 : 3,
    { options: { yes: { type: 'boolean' } } },
  ),
]

/** What a run prints, and how it ends. */
async function run(...args: string[]) {
  const [output, errors] = [new PassThrough(), new PassThrough()]
  const code = await new CommandLine(COMMANDS, { input: new PassThrough(), output, errors }).run(args)
  const textOf = (stream: PassThrough) => ((stream.read() as Buffer | null) ?? '').toString()
  return { code, output: textOf(output), errors: textOf(errors) }
}

describe('the command line', () => {
  test('runs the command with the longest name that the words begin with', async () => {
    expect(await run('thing', 'show', 'x')).toEqual({ code: 0, output: 'shown x\n', errors: '' })
    expect(await run('thing', 'other')).toEqual({ code: 0, output: 'the shorter name\n', errors: '' })
  })

  test('gives the result as JSON where that is asked for', async () => {
    const { output } = await run('thing', 'show', '--json', 'x')
    expect(JSON.parse(output)).toEqual({ positionals: ['x'], loud: false })
  })

  test.each([
    ['no command', []],
    ['an unknown one', ['thin', 'show']],
    ['an unknown option', ['thing', 'show', '--loud']],
    ['too many arguments', ['thing', 'show', 'x', 'y']],
    ['what the command cannot make out', ['read']],
  ])('tells how it is used, on the standard error: %s', async (_what, args) => {
    expect(await run(...args)).toEqual({ code: 2, output: '', errors: expect.stringMatching(/^Usage: pds /) })
  })

  test('helps with all commands, with those of a group, and with one', async () => {
    expect((await run('--help')).output).toContain('does burn')
    const group = await run('thing', '--help')
    expect(group).toMatchObject({ code: 0, errors: '' })
    expect(group.output).toContain('does thing lose')
    expect(group.output).not.toContain('does burn')
    expect((await run('help', 'thing', 'lose')).output).toBe(
      'Usage: pds thing lose <thing>\n      does thing lose\n',
    )
  })

  test.each([
    ['thing lose', 'it is not there', 'NotThere'],
    ['set', 'PDS_PORT is wrong', 'InvalidConfiguration'],
    ['break', 'broken', 'InternalError'],
    ['open', "open 'package.json/file'", 'FileUnusable'],
  ])('tells why not, for people and for machines: %s', async (name, message, error) => {
    const told = await run(...name.split(' '))
    expect(told).toMatchObject({ code: 1, output: '', errors: expect.stringContaining(message) })
    const { errors } = await run(...name.split(' '), '--json')
    expect(JSON.parse(errors)).toEqual({ error, message: expect.stringContaining(message) })
  })

  test('tells of a file in one line, and gives no orders to the terminal', async () => {
    expect((await run('open')).errors).toMatch(/^ENOTDIR.*\n$/)
    expect((await run('mimic')).errors).toBe('not \\u001b[2Jthere\n')
  })

  test('destroys nothing without a confirmation', async () => {
    expect(await run('burn')).toEqual({
      code: 3,
      output: '',
      errors: expect.stringContaining('confirm it with --yes'),
    })
    expect(await run('burn', '--yes')).toEqual({ code: 0, output: '', errors: '' })
  })
})
