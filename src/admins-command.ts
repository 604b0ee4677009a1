import { RoleAssignments } from './admin/index.js'
import { AuditVerification } from './audit/index.js'
import { type Command, type CommandArguments, EXIT, findAccount, say, withApplication } from './command.js'
import { isRoleId, ROLE_IDS, type RoleId } from './roles/index.js'

/** `admins grant`: how the first Owner comes to be, and the last resort when nobody can sign in. */
export const adminsGrantCommand: Command = {
  name: 'admins grant',
  usage: '<did or handle> --role <role> --actor <who>',
  help: [
    `gives a member a role of the administration: ${ROLE_IDS.join(', ')};`,
    'the audit keeps who did so, as the organization calls them',
  ],
  positionals: [1, 1],
  options: { role: { type: 'string' }, actor: { type: 'string' } },
  run: grant,
}

/** `audit verify`. */
export const auditVerifyCommand: Command = {
  name: 'audit verify',
  usage: '',
  help: ['looks for entries of the audit that were altered, removed or put elsewhere'],
  positionals: [0, 0],
  run: verify,
}

function grant({ positionals: [identifier], values }: CommandArguments): Promise<number> | undefined {
  const { role, actor } = values
  if (typeof role !== 'string' || !isRoleId(role)) return undefined
  if (typeof actor !== 'string' || actor.trim() === '') return undefined
  return grantTo(identifier!, role, actor)
}

function grantTo(identifier: string, role: RoleId, actor: string): Promise<number> {
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier)
    if (!account) return EXIT.differs
    const roles = app.get(RoleAssignments, { strict: false })
    await roles.grant({ did: account.did, role }, { type: 'command', id: actor })
    say(`${account.handle ?? account.did} has the role ${role} now.\n`)
    return EXIT.done
  })
}

function verify(): Promise<number> {
  return withApplication(async (app) => {
    const { isSound, entries, from, to, head, problems } = await app
      .get(AuditVerification, { strict: false })
      .run()
    say(`${entries} entries, ${from} to ${to}; the last one is ${Buffer.from(head).toString('hex')}.\n`)
    for (const { seq, problem } of problems) say(`${seq}: ${problem}\n`)
    say(isSound ? 'Everything is as it was written.\n' : 'The audit was tampered with.\n')
    return isSound ? EXIT.done : EXIT.differs
  })
}
