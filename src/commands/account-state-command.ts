import type { INestApplicationContext } from '@nestjs/common'
import type { ParseArgsConfig } from 'node:util'
import { type Account, Accounts, stateOf } from '../account/index.js'
import { AccountLife, AccountRemoval, Activation, type Order, type StateCommand } from '../lifecycle/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { ORDER_OPTIONS, ORDER_USAGE, orderOf } from './operator.js'

/** How long whoever leaves has; the administration lets others be chosen. */
const OFFBOARD_DAYS = 30

type Carry = (app: INestApplicationContext, account: Account, by: Order) => Promise<void>

interface Verb {
  readonly word: string
  readonly help: string
  readonly options?: ParseArgsConfig['options']
  readonly usage?: string
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
  { word: 'suspend', help: 'hides it for a time, by a sanction', order: 'suspend' },
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

const YES = { yes: { type: 'boolean', default: false, short: 'y' } } as const

/** What brings accounts from one state into another: `account lock` and the like. */
export const ACCOUNT_STATE_COMMANDS: readonly Command[] = VERBS.map((verb) => ({
  name: `account ${verb.word}`,
  usage: ['<did or handle>', ORDER_USAGE, ...(verb.question ? ['[--yes]'] : [])].join(' '),
  help: [verb.help],
  positionals: [1, 1],
  options: { ...ORDER_OPTIONS, ...(verb.question ? YES : {}) },
  run: (given) => carryOut(verb, given),
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
    if (typeof order === 'function') await order(app, account, by)
    else await app.get(AccountLife, { strict: false }).order(account.did, { kind: order }, by)
    // Deleted, there is none.
    const now = stateOf(await app.get(Accounts, { strict: false }).byDid(account.did))
    console.result({ did: account.did, state: now }, `${account.did} is ${now}.\n`)
    return EXIT.done
  })
}
