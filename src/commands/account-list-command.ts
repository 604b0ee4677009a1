import { ACCOUNT_LIST, AccountSearch, InvalidFields, type ListQuery, readListQuery } from '../admin/index.js'
import { describeAccounts } from './account-views.js'
import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { wholeNumber } from './numbers.js'
import { lookedAt, ownerAs } from './operator.js'
import { askedInPart } from '../account/index.js'

const PAGE = 50
const PAGE_MAX = 1_000

/** The filters of the administration's list, each with the option that sets it. */
const FILTERS = Object.entries(ACCOUNT_LIST.filters ?? {}).map(([name, kind]) => ({
  option: name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  parameter: `filter[${name}]`,
  value: typeof kind === 'string' ? kind : kind.join('|'),
}))

/** Other options and what they are called in a query. `email` is what `search` was called before it found more. */
const PARAMETERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FILTERS.map(({ option, parameter }) => [option, parameter])),
  ...{ email: 'q', search: 'q', sort: 'sort', after: 'page[after]' },
}

/** `account list`. */
export const ACCOUNT_LIST_COMMAND: Command = {
  name: 'account list',
  usage: '[--search <text>] [--<filter> <value>] [--sort <order>] [--limit <n>] [--after <cursor>]',
  help: [
    `lists accounts, ${PAGE} at a time; --search: part of a handle or address, or the beginning of a DID;`,
    `--sort: ${ACCOUNT_LIST.sorts.join(', ')}; --after: those that follow the last one of the page before;`,
    'filters:',
    ...FILTERS.map(({ option, value }) => `--${option} <${value}>`),
  ],
  positionals: [0, 0],
  options: {
    ...Object.fromEntries(Object.keys(PARAMETERS).map((option) => [option, { type: 'string' as const }])),
    limit: { type: 'string', default: String(PAGE) },
  },
  run: listAccounts,
}

function listAccounts({ values, console }: CommandArguments): Promise<number> | undefined {
  const size = wholeNumber(values['limit'], PAGE_MAX)
  if (!size || (values['email'] !== undefined && values['search'] !== undefined)) return undefined
  const query = { ...queryOf(values), size }
  return withApplication(async (app) => {
    const look = { action: 'accounts.view', path: 'pds account list', query: askedInPart(values) }
    const { data, page } = await lookedAt(app, values, look, () =>
      app.get(AccountSearch, { strict: false }).list(query, ownerAs(values)),
    )
    console.result({ accounts: data, next: page.next }, describeAccounts(data, page.next))
    return EXIT.done
  })
}

/** The question to the list. @throws {InvalidFields | SortNotSupported | InvalidCursor} in words of options */
function queryOf(values: CommandArguments['values']): ListQuery {
  const given = Object.entries(PARAMETERS).flatMap(([option, parameter]) => {
    const value = values[option]
    return typeof value === 'string' ? [[parameter, value] as const] : []
  })
  try {
    return readListQuery(Object.fromEntries(given), ACCOUNT_LIST)
  } catch (error) {
    if (!(error instanceof InvalidFields)) throw error
    throw new InvalidFields(error.errors.map(({ at, message }) => ({ at: optionOf(at), message })))
  }
}

function optionOf(parameter: string): string {
  const [option] = Object.entries(PARAMETERS).find(([, each]) => each === parameter) ?? [parameter]
  return `--${option}`
}
