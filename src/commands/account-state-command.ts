import type { INestApplicationContext } from '@nestjs/common'
import type { ParseArgsConfig } from 'node:util'
import { type Account, Accounts, stateOf } from '../account/index.js'
import { readTime } from '../admin/index.js'
import { AccountLife, AccountRemoval, Activation, type Order, type StateCommand } from '../lifecycle/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { ORDER_OPTIONS, ORDER_USAGE, orderOf } from './operator.js'

/** How long whoever leaves has; the administration lets others be chosen. */
const OFFBOARD_DAYS = 30

/** A time that means the same on every machine. */
const ZONED = /T.*(?:Z|[+-]\d{2}:\d{2})$/

type Carry = (
  app: INestApplicationContext,
  account: Account,
  by: Order,
  values: CommandArguments['values'],
) => Promise<void>

interface Verb {
  readonly word: string
  readonly help: string
  readonly options?: ParseArgsConfig['options']
  readonly usage?: string
  /** whether what was given can be made out; absent: there is nothing to make out */
  readonly isClear?: (values: CommandArguments['values']) => boolean
  /** what to ask before it is done, where it cannot be undone */
  readonly question?: string
  /** the order as the state of accounts understands it, or how it is carried out otherwise */
  readonly order: Exclude<StateCommand, { kind: 'offboard' }>['kind'] | Carry
}

const VERBS: readonly Verb[] = [
  { word: 'lock', help: 'keeps its owner out; what is public stays public', order: 'lock' },
  { word: 'unlock', help: 'lets its owner in again', order: 'unlock' },
  {
    word: 'offboard',
    help: `deletes it in ${OFFBOARD_DAYS} days; until then its owner may take along what is theirs, and nothing else`,
    order: async (app, { did }, by) => {
      await app.get(AccountLife, { strict: false }).order(did, { kind: 'offboard', days: OFFBOARD_DAYS }, by)
    },
  },
  { word: 'cancel-offboard', help: 'lets its owner stay after all', order: 'cancelOffboard' },
  {
    word: 'suspend',
    help: 'hides it for a time, by a sanction; --until (2027-01-31T12:00:00Z): it ends by itself then',
    options: { until: { type: 'string' } },
    usage: '[--until <time>]',
    isClear: (values) => values['until'] === undefined || untilOf(values) !== undefined,
    order: async (app, { did }, by, values) => {
      const command = { kind: 'suspend', until: untilOf(values) } as const
      await app.get(AccountLife, { strict: false }).order(did, command, by)
    },
  },
  { word: 'takedown', help: 'takes it out of service, by a sanction', order: 'takeDown' },
  { word: 'restore', help: 'lifts a suspension or a takedown', order: 'restore' },
  { word: 'deactivate', help: 'hides it, as its owner could', order: 'deactivate' },
  {
    word: 'activate',
    help: 'shows it again, if its identity points here',
    order: (app, { did }, by) => app.get(Activation, { strict: false }).activate(did, by),
  },
  {
    word: 'delete',
    help: 'deletes it with all that is in it; its identity stays its owner’s',
    question: 'The account, its records and its blobs will be deleted for good.',
    order: (app, { did }, by) => app.get(AccountRemoval, { strict: false }).remove(did, by),
  },
]

/** The time that was given, with its zone; undefined if none was, or it is none. */
function untilOf({ until }: CommandArguments['values']): Date | undefined {
  const ms = typeof until === 'string' && ZONED.test(until) ? readTime(until) : undefined
  return ms === undefined ? undefined : new Date(ms)
}

const YES = { yes: { type: 'boolean', default: false, short: 'y' } } as const

/** What brings accounts from one state into another: `account lock` and the like. */
export const ACCOUNT_STATE_COMMANDS: readonly Command[] = VERBS.map((verb) => ({
  name: `account ${verb.word}`,
  usage: ['<did or handle>', verb.usage, ORDER_USAGE, verb.question && '[--yes]'].filter(Boolean).join(' '),
  help: [verb.help],
  positionals: [1, 1],
  options: { ...verb.options, ...ORDER_OPTIONS, ...(verb.question ? YES : {}) },
  run: (given) => (verb.isClear?.(given.values) === false ? undefined : carryOut(verb, given)),
}))

function carryOut({ question, order }: Verb, given: CommandArguments): Promise<number> {
  const { positionals, values, console } = given
  return withApplication(async (app) => {
    const account = await findAccount(app, positionals[0]!, console)
    if (!account) return EXIT.differs
    const name = account.handle ?? account.did
    const isAgreed =
      question === undefined || (await console.confirm(`${name}: ${question}`, values['yes'] === true))
    if (!isAgreed) return EXIT.declined
    const by = orderOf(values)
    if (typeof order === 'function') await order(app, account, by, values)
    else await app.get(AccountLife, { strict: false }).order(account.did, { kind: order }, by)
    // Deleted, there is none.
    const found = await app.get(Accounts, { strict: false }).byDid(account.did)
    const [now, until] = [stateOf(found), found?.suspendedUntil?.toISOString()]
    const ending = until === undefined ? '' : ` until ${until}`
    console.result({ did: account.did, state: now, until }, `${account.did} is ${now}${ending}.\n`)
    return EXIT.done
  })
}
