import { Environment, problemsOf, type SettingInUse, settingsInUse } from '../config/index.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { columns, facts } from './table-text.js'

const MASK = '(secret)'
const PREFIX = 'PDS_'

/** `config check`, `config explain`. */
export const CONFIG_COMMANDS: readonly Command[] = [
  {
    name: 'config check',
    usage: '[--changed]',
    help: [
      'lists every setting with its value and where that comes from, secrets masked, and all that is wrong;',
      '--changed: only those that the environment sets; ends with 1 if anything is wrong',
    ],
    positionals: [0, 0],
    options: { changed: { type: 'boolean', default: false } },
    run: checkConfig,
  },
  {
    name: 'config explain',
    usage: '<name>',
    help: ['says what a setting is for: PDS_HOSTNAME or, for short, hostname'],
    positionals: [1, 1],
    run: explainSetting,
  },
]

async function checkConfig({ values, console }: CommandArguments): Promise<number> {
  const environment = Environment.ofProcess()
  const problems = problemsOf(environment)
  const unknown = environment.unknownVariables()
  const all = settingsInUse(environment)
  const settings = values['changed'] === true ? all.filter(({ source }) => source === 'environment') : all
  const rows = settings.map((setting) => [setting.env, setting.source, shownValue(setting)])
  console.result({ settings: settings.map(view), problems, unknown }, columns(rows))
  for (const name of unknown) console.note(`${name} is no setting of this release: a slip of the pen?`)
  for (const problem of problems) console.fail(problem, 'InvalidConfiguration')
  return problems.length === 0 ? EXIT.done : EXIT.differs
}

async function explainSetting({ positionals: [given = ''], console }: CommandArguments): Promise<number> {
  const name = given.toUpperCase()
  const found = settingsInUse(Environment.ofProcess()).find(
    ({ env }) => env === name || env === PREFIX + name,
  )
  if (!found) {
    console.fail(`There is no setting ${given}; pds config check lists all.`, 'NotFound')
    return EXIT.differs
  }
  const text = facts([
    ['setting', found.env],
    ['of', found.section],
    ['kind', found.kind],
    ['value', `${shownValue(found) || '-'} (${found.source})`],
    ['default', found.required ? 'none: it is required' : (found.default ?? 'none')],
  ])
  console.result(view(found), `${text}\n${found.help}\n`)
  return EXIT.done
}

function shownValue({ secret, source, value = '' }: SettingInUse): string {
  if (secret) return source === 'environment' ? MASK : ''
  return value
}

function view({ env, section, kind, help, secret, required, source, value, ...rest }: SettingInUse) {
  return { name: env, section, kind, value, source, secret, required, default: rest.default, help }
}
