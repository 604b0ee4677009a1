import { InviteAdministration, type InviteCode, InviteLedger, inviteView } from '../account/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { wholeNumber } from './numbers.js'
import { agentOf } from './operator.js'
import { columns } from './table-text.js'

const PAGE = 50
const PAGE_MAX = 500

/** `invite create`, `invite list`, `invite disable`. */
export const INVITE_COMMANDS: readonly Command[] = [
  {
    name: 'invite create',
    usage: '[--count <n>] [--uses <n>] [--for <did or handle>]',
    help: ['makes invite codes; --uses: how many accounts each may create; --for: whose codes they are'],
    positionals: [0, 0],
    options: {
      count: { type: 'string', default: '1' },
      uses: { type: 'string', default: '1' },
      for: { type: 'string' },
    },
    run: createInvites,
  },
  {
    name: 'invite list',
    usage: '[--sort recent|usage] [--limit <n>] [--after <cursor>]',
    help: [`lists invite codes, ${PAGE} at a time, and who has used them`],
    positionals: [0, 0],
    options: {
      sort: { type: 'string', default: 'recent' },
      limit: { type: 'string', default: String(PAGE) },
      after: { type: 'string' },
    },
    run: listInvites,
  },
  {
    name: 'invite disable',
    usage: '[<code>…] [--account <did or handle>]',
    help: ['switches codes off: these, or all that an account has'],
    positionals: [0, PAGE_MAX],
    options: { account: { type: 'string' } },
    run: disableInvites,
  },
]

function createInvites({ values, console }: CommandArguments): Promise<number> | undefined {
  const [codeCount, useCount] = [wholeNumber(values['count']), wholeNumber(values['uses'])]
  const owner = values['for'] as string | undefined
  if (!codeCount || !useCount) return undefined
  return withApplication(async (app) => {
    const account = owner === undefined ? undefined : await findAccount(app, owner, console)
    if (owner !== undefined && !account) return EXIT.differs
    const order = { codeCount, useCount, ...(account && { accounts: [account.did] }) }
    const made = await app.get(InviteAdministration, { strict: false }).create(order, agentOf(values))
    const codes = made.flatMap((each) => each.codes)
    console.result({ codes, uses: useCount, for: account?.did }, codes.map((code) => `${code}\n`).join(''))
    return EXIT.done
  })
}

function listInvites({ values, console }: CommandArguments): Promise<number> | undefined {
  const { sort, after } = values as Record<string, string | undefined>
  const limit = wholeNumber(values['limit'], PAGE_MAX)
  if (!limit || (sort !== 'recent' && sort !== 'usage')) return undefined
  return withApplication(async (app) => {
    const { codes, cursor } = await app.get(InviteLedger, { strict: false }).page(sort, limit, after)
    console.result({ codes: codes.map(inviteView), next: cursor }, describe(codes, cursor))
    return EXIT.done
  })
}

function disableInvites({
  positionals: codes,
  values,
  console,
}: CommandArguments): Promise<number> | undefined {
  const owner = values['account'] as string | undefined
  if (codes.length === 0 && owner === undefined) return undefined
  return withApplication(async (app) => {
    const account = owner === undefined ? undefined : await findAccount(app, owner, console)
    if (owner !== undefined && !account) return EXIT.differs
    const accounts = account ? [account.did] : []
    await app.get(InviteAdministration, { strict: false }).disable(codes, accounts, agentOf(values))
    console.result({ codes, accounts, disabled: true }, 'They are switched off.\n')
    return EXIT.done
  })
}

function describe(codes: readonly InviteCode[], next: string | undefined): string {
  if (codes.length === 0) return 'There are no invite codes.\n'
  const rows = codes.map(({ code, available, uses, disabled, forAccount, createdAt }) => [
    code,
    disabled ? 'off' : `${uses.length} of ${available} used`,
    createdAt.toISOString().slice(0, 10),
    forAccount,
    uses.map(({ usedBy }) => usedBy).join(' '),
  ])
  return columns(rows) + (next === undefined ? '' : `More: --after ${next}\n`)
}
