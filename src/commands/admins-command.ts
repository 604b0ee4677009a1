import { OwnerLinks, OwnerPost, RoleAssignments } from '../admin/index.js'
import { type AuditFindings, AuditVerification } from '../audit/index.js'
import { isRoleId, OWNER, ROLE_IDS, type RoleId } from '../roles/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { agentOf, noteDeed } from './operator.js'

/** `owner-link`: how the first Owner comes to be; `admins grant`: the last resort when nobody can sign in; `audit verify`. */
export const ADMINS_COMMANDS: readonly Command[] = [
  {
    name: 'admins grant',
    usage: '<did or handle> <role> [--actor <who>]',
    help: [`gives a member a role of the administration: ${ROLE_IDS.join(', ')}`],
    positionals: [2, 2],
    options: { actor: { type: 'string' } },
    run: grant,
  },
  {
    name: 'owner-link',
    usage: '',
    help: ['prints a link that makes the first Owner; good for an hour, and once'],
    positionals: [0, 0],
    run: printOwnerLink,
  },
  {
    name: 'audit verify',
    usage: '',
    help: ['looks for entries of the audit that were altered, removed or put elsewhere'],
    positionals: [0, 0],
    run: verify,
  },
]

function grant(given: CommandArguments): Promise<number> | undefined {
  const [, role = ''] = given.positionals
  return isRoleId(role) ? grantRole(role, given) : undefined
}

function grantRole(role: RoleId, { positionals, values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const account = await findAccount(app, positionals[0]!, console)
    if (!account) return EXIT.differs
    const { did, handle = did } = account
    const { id } = await app.get(RoleAssignments, { strict: false }).grant({ did, role }, agentOf(values))
    if (role === OWNER.id) {
      const by = agentOf(values).id ?? ''
      await app.get(OwnerPost, { strict: false }).tell({ kind: 'owner-made', did, by })
    }
    console.result({ id, did, role }, `${handle} has the role ${role} now.\n`)
    return EXIT.done
  })
}

function printOwnerLink({ values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const note = () => noteDeed(app, values, { action: 'owner-link.make' })
    const link = await app.get(OwnerLinks, { strict: false }).make(note)
    if (link === undefined) {
      console.fail('There is an Owner already, who can give roles in the dashboard.')
      return EXIT.differs
    }
    console.result({ link }, `${link}\n`)
    return EXIT.done
  })
}

function verify({ console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const findings = await app.get(AuditVerification, { strict: false }).run()
    console.result(findings, describe(findings))
    return findings.isSound ? EXIT.done : EXIT.differs
  })
}

function describe({ isSound, entries, from, to, head, problems }: AuditFindings): string {
  return [
    `${entries} entries, ${from} to ${to}; the digest of the last one is ${head}.`,
    ...problems.map(({ seq, problem }) => `${seq}: ${problem}`),
    isSound ? 'Everything is as it was written.' : 'The audit was tampered with.',
    '',
  ].join('\n')
}
