import { AtpAgent } from '@atproto/api'
import { eventually } from '../support/eventually.js'
import { codeIn, type SmtpSink } from '../support/smtp-sink.js'
import { PASSWORD, signIn, type TestAccount } from './accounts.js'
import { ADMIN, type NodeGroup } from './node-group.js'
import type { ServerProcess } from './server-process.js'

const ACCESS_LIFETIME_MS = 2 * 60 * 60 * 1000
const WHO = 'com.atproto.server.getSession'

async function call(at: ServerProcess, nsid: string, authorization: string, body?: object) {
  const answer = await fetch(`${at.url}/xrpc/${nsid}`, {
    method: nsid === WHO ? 'GET' : 'POST',
    headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

/** Two nodes whose members are to lose tokens. */
export interface RevocationWorld {
  readonly group: NodeGroup
  /** what the nodes send */
  readonly mail: SmtpSink
  /** Makes an account on the first node. */
  newAccount(): Promise<TestAccount>
}

/** How tokens end on several nodes. @param worldOf the second node is started anew */
export function revocationOnNodes(worldOf: () => RevocationWorld): void {
  let mail: SmtpSink
  let group: NodeGroup
  let one: ServerProcess
  let other: ServerProcess
  let newAccount: () => Promise<TestAccount>

  beforeAll(() => {
    ;({ mail, group, newAccount } = worldOf())
    ;[one, other] = group.nodes as [ServerProcess, ServerProcess]
  })

  const who = (at: ServerProcess, agent: AtpAgent) => call(at, WHO, `Bearer ${agent.session!.accessJwt}`)

  /** Both nodes believe the token now. */
  async function believed(agent: AtpAgent): Promise<void> {
    for (const node of group.nodes) expect(await who(node, agent)).toMatchObject({ status: 200 })
  }

  /** Both nodes refuse the token from soon on, though it has not expired, and stay with it. */
  async function refused(agent: AtpAgent, error: string): Promise<void> {
    for (const node of group.nodes) {
      await eventually(async () => (await who(node, agent)).status !== 200, `${node.url} refuses the token`)
      expect((await who(node, agent)).json).toMatchObject({ error })
    }
  }

  const resetOf = async (account: TestAccount) => {
    const address = account.agent.session!.email!
    await account.agent.com.atproto.server.requestPasswordReset({ email: address })
    return codeIn(await mail.next(address))
  }

  /** What ends a session, and what an access token of it is refused with. */
  const ENDINGS: [string, string, (account: TestAccount, session: AtpAgent) => Promise<unknown>][] = [
    [
      'signing out',
      'ExpiredToken',
      (_account, { session }) =>
        call(one, 'com.atproto.server.deleteSession', `Bearer ${session!.refreshJwt}`),
    ],
    [
      'a takedown',
      'AccountTakedown',
      ({ did }) =>
        call(one, 'com.atproto.admin.updateSubjectStatus', ADMIN, {
          subject: { $type: 'com.atproto.admin.defs#repoRef', did },
          takedown: { applied: true },
        }),
    ],
    [
      'a new password from the administrator',
      'ExpiredToken',
      ({ did }) =>
        call(one, 'com.atproto.admin.updateAccountPassword', ADMIN, { did, password: `${PASSWORD} 2` }),
    ],
    [
      'a new password by mail',
      'ExpiredToken',
      async (account) =>
        call(one, 'com.atproto.server.resetPassword', '', {
          token: await resetOf(account),
          password: `${PASSWORD} 2`,
        }),
    ],
    [
      'the deletion of the account',
      'AccountNotFound',
      ({ did }) => call(one, 'com.atproto.admin.deleteAccount', ADMIN, { did }),
    ],
  ]

  describe('an access token is refused by all nodes after', () => {
    it.each(ENDINGS)('%s', async (_what, error, end) => {
      const account = await newAccount()
      const session = await signIn(other, account.handle)
      await believed(session)
      expect(await end(account, session)).toMatchObject({ status: 200 })
      // A takedown is seen by the state of the account or by the end of the session, whichever comes first.
      const { session: pair } = session
      for (const node of group.nodes) {
        await eventually(
          async () => (await who(node, session)).status !== 200,
          `${node.url} refuses the token`,
        )
        const { json } = await who(node, session)
        expect([error, 'ExpiredToken']).toContain(json.error)
        const refreshed = await call(node, 'com.atproto.server.refreshSession', `Bearer ${pair!.refreshJwt}`)
        expect(refreshed.status).toBeGreaterThanOrEqual(400)
      }
    })

    it('the end of its app password, and no other', async () => {
      const account = await newAccount()
      const { server } = account.agent.com.atproto
      const passwords = await Promise.all(
        ['phone', 'tablet'].map(async (name) => (await server.createAppPassword({ name })).data.password),
      )
      const [phone, tablet] = (await Promise.all(
        passwords.map((password) => signIn(other, account.handle, password)),
      )) as [AtpAgent, AtpAgent]
      await believed(phone)
      await server.revokeAppPassword({ name: 'phone' })
      await refused(phone, 'ExpiredToken')
      for (const agent of [tablet, account.agent]) await believed(agent)
    })

    it('the reuse of a refresh token', async () => {
      const account = await newAccount()
      const session = await signIn(other, account.handle)
      const first = session.session!.refreshJwt
      await session.sessionManager.refreshSession()
      await believed(session)
      // As if it had been used for the first time hours ago.
      await group.postgres.rows(
        `UPDATE refresh_token SET expires_at = now() - interval '1 minute' WHERE did = $1 AND rotated_at IS NOT NULL`,
        [account.did],
      )
      const reused = await call(one, 'com.atproto.server.refreshSession', `Bearer ${first}`)
      expect(reused).toMatchObject({ status: 400, json: { error: 'ExpiredToken' } })
      await refused(session, 'ExpiredToken')
      await believed(account.agent)
    })
  })

  describe('a node', () => {
    it('learns what it missed while it could not listen', async () => {
      const sessions = await Promise.all(Array.from({ length: 5 }, async () => (await newAccount()).agent))
      for (const agent of sessions) {
        await believed(agent)
        await Promise.all([
          group.postgres.rows(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%'`,
          ),
          call(one, 'com.atproto.server.deleteSession', `Bearer ${agent.session!.refreshJwt}`),
        ])
      }
      for (const agent of sessions) await refused(agent, 'ExpiredToken')
    })

    it('knows what ended before it started', async () => {
      const { agent } = await newAccount()
      await other.stop()
      await call(one, 'com.atproto.server.deleteSession', `Bearer ${agent.session!.refreshJwt}`)
      await other.start()
      // From its first answer on.
      expect(await who(other, agent)).toMatchObject({ status: 400, json: { error: 'ExpiredToken' } })
    })

    it('keeps it for as long as there may be access tokens', async () => {
      const [row] = await group.postgres.rows<{ until: Date }>(
        'SELECT min(until) AS until FROM revoked_session',
      )
      expect(new Date(row!.until).getTime()).toBeGreaterThan(Date.now() + ACCESS_LIFETIME_MS - 10 * 60 * 1000)
    })
  })
}
