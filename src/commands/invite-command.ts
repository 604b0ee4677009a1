import { InviteOrders } from '../admin/index.js'
import { InviteAdministration, type InviteCode, InviteLedger, inviteView } from '../account/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { wholeNumber } from './numbers.js'
import { agentOf, lookedAt, ownerAs } from './operator.js'
import { columns } from './table-text.js'

const PAGE = 50
const PAGE_MAX = 500

/** `invite create`, `invite list`, `invite disable`. */
export const INVITE_COMMANDS: readonly Command[] = [
  {
    name: 'invite create',
    usage:
      '[--count <n>] [--uses <n>] [--for <did or handle>] [--email <address or pattern>] [--role <role>] [--role-domain <domain>] [--actor <who>]',
    help: [
      'makes invite codes; --uses: how many accounts each may create; --for: whose codes they are;',
      '--email: who may use them, one address or a pattern such as *@example.org;',
      '--role: the role that whoever uses it gets when they have confirmed the address (any but owner; takes --email with',
      '  one address);',
      '--role-domain: for the accounts of this domain only',
    ],
    positionals: [0, 0],
    options: {
      count: { type: 'string', default: '1' },
      uses: { type: 'string', default: '1' },
      for: { type: 'string' },
      email: { type: 'string' },
      role: { type: 'string' },
      'role-domain': { type: 'string' },
      actor: { type: 'string' },
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
  const [count, uses] = [wholeNumber(values['count']), wholeNumber(values['uses'])]
  const owner = values['for'] as string | undefined
  if (!count || !uses) return undefined
  return withApplication(async (app) => {
    const account = owner === undefined ? undefined : await findAccount(app, owner, console)
    if (owner !== undefined && !account) return EXIT.differs
    const order = { count, uses, ...(account && { forAccounts: [account.did] }), ...termsIn(values) }
    const made = await app.get(InviteOrders, { strict: false }).create(order, ownerAs(values))
    const codes = made.flatMap((each) => each.codes)
    console.result(
      { codes, uses, for: account?.did, ...termsIn(values) },
      codes.map((code) => `${code}\n`).join(''),
    )
    return EXIT.done
  })
}

/** For whom the codes are, and what they give. */
function termsIn(values: CommandArguments['values']) {
  const { email, role, 'role-domain': roleDomain } = values as Record<string, string | undefined>
  return {
    ...(email !== undefined && { emailPattern: email }),
    ...(role !== undefined && { role }),
    ...(roleDomain !== undefined && { roleDomain: roleDomain.replace(/^\./, '').toLowerCase() }),
  }
}

function listInvites({ values, console }: CommandArguments): Promise<number> | undefined {
  const { sort, after } = values as Record<string, string | undefined>
  const limit = wholeNumber(values['limit'], PAGE_MAX)
  if (!limit || (sort !== 'recent' && sort !== 'usage')) return undefined
  return withApplication(async (app) => {
    const look = { action: 'invites.view', path: 'pds invite list', query: { sort, limit, after } }
    const { codes, cursor } = await lookedAt(app, values, look, () =>
      app.get(InviteLedger, { strict: false }).page(sort, limit, after),
    )
    console.result(
      {
        codes: codes.map((invite) => ({ ...inviteView(invite), code: invite.code, role: invite.role?.id })),
        next: cursor,
      },
      describe(codes, cursor),
    )
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
  const rows = codes.map(({ code, available, uses, disabled, forAccount, createdAt, role }) => [
    code,
    disabled ? 'off' : `${uses.length} of ${available} used`,
    createdAt.toISOString().slice(0, 10),
    forAccount,
    role ? (role.domain ? `${role.id} of ${role.domain}` : role.id) : '',
    uses.map(({ usedBy }) => usedBy).join(' '),
  ])
  return columns(rows) + (next === undefined ? '' : `More: --after ${next}\n`)
}
