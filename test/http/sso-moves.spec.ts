import { data } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import type { Shown } from '../support/oauth-browser.js'
import { codeIn as mailedCode, hasCode, SmtpSink } from '../support/smtp-sink.js'
import type { SsoTraveller } from '../support/sso-traveller.js'
import { bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { codeIn, NAME, SsoWorld } from './sso-world.js'

const PATIENCE_MS = 120_000

let mail: SmtpSink
let world: SsoWorld
let old: WholeServer
let count = 0

beforeAll(async () => {
  mail = await SmtpSink.start()
  const letters = { PDS_EMAIL_SMTP_URL: mail.url, PDS_EMAIL_FROM_ADDRESS: 'pds@example.com' }
  world = await SsoWorld.start({ ...letters, PDS_INVITE_REQUIRED: 'true' })
  await world.policy({
    domains: [{ domain: 'test', of: 'handle', enforcement: 'required', appPasswords: 'allow' }],
    provisioning: { linking: false },
  })
  await world.api.post(`sso/connections/${world.connection}/enable`)
  old = await WholeServer.start({
    ...{ ...letters, PDS_RATE_LIMITS_ENABLED: 'false', PDS_SERVICE_HANDLE_DOMAINS: '.old.test' },
    ...{
      PDS_DID_PLC_URL: `${world.server.url}/plc`,
      PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: '33'.repeat(32),
    },
  })
}, PATIENCE_MS)
afterAll(async () => {
  await old?.close()
  await world?.close()
  await mail?.close()
})

/** A member of the old server, who has an invitation to move here, and has begun to. */
class Mover {
  #page!: Shown
  #mailsSeen = 0

  private constructor(
    readonly member: Member,
    readonly id: string,
    readonly traveller: SsoTraveller,
  ) {}

  static async begin(more: Record<string, string> = {}): Promise<Mover> {
    const name = `mover${++count}`
    const member = await old.signUp({ handle: `${name}.old.test`, email: `${name}@example.com` })
    const invited = { direction: 'in', accounts: [{ account: member.did, handle: `${name}.test` }] }
    const [tried] = data(await world.api.post('migrations', { ...invited, dryRun: true }))
    expect(tried).toMatchObject({ newHandle: `${name}.test`, organization: NAME })
    const [{ id, url }] = data(await world.api.post('migrations', invited)) as [{ id: string; url: string }]
    const mover = new Mover(member, id, world.traveller())
    const { browser } = mover.traveller
    const start = await browser.send(await browser.open(url), { decision: 'accept' })
    expect(start.html).not.toContain('name="password"')
    expect(start.html).toContain(`You sign in here with ${NAME}`)
    mover.#page = await browser.send(start, { oldPassword: PASSWORD, decision: 'accept', ...more })
    return mover
  }

  get place(): string {
    return `${world.server.url}/move/${this.id}`
  }

  /** Waits until the move has come to a state, and what it waits for. */
  async until(state: string, waitsFor?: string): Promise<Record<string, unknown>> {
    let invitation: Record<string, unknown> = {}
    await eventually(async () => {
      invitation = (await world.api.get(`migrations/${this.id}`)).json.invitation as Record<string, unknown>
      if (invitation.state === 'failed' && state !== 'failed') throw new Error(String(invitation.problem))
      return invitation.state === state && invitation.waitsFor === waitsFor
    })
    return invitation
  }

  /** Presses the button of the organization, and comes back as somebody. */
  async signIn(user: { sub: string }, faults = {}): Promise<Shown> {
    await world.idp.next(user, faults)
    this.traveller.forgetProvider()
    this.#page = await this.traveller.browser.open(this.place)
    return this.traveller.press(this.#page, NAME)
  }

  /** Gives the code of the old server. */
  async finish(): Promise<void> {
    await this.until('waiting', 'code')
    const mails = () => mail.to(this.member.email).filter(hasCode)
    await eventually(() => Promise.resolve(mails().length > this.#mailsSeen))
    const page = await this.traveller.browser.open(this.place)
    await this.traveller.browser.send(page, { code: mailedCode(mails().at(-1)!), decision: 'accept' })
    await this.until('done')
  }
}

const linked = async (did: string): Promise<string[]> =>
  (
    await world.server.sql<{ subject: string }>('SELECT subject FROM external_identity WHERE did = $1', [did])
  ).map(({ subject }) => subject)
const statusAt = async (server: WholeServer, did: string) =>
  (await server.get('com.atproto.sync.getRepoStatus', { did })).json

describe('a member whose organization has the sign-in moves here', () => {
  it(
    'without a password: they are linked before their identity changes, and sign in with the organization then',
    async () => {
      const user = world.newUser()
      const mover = await Mover.begin()
      const { did } = mover.member
      await mover.until('waiting', 'organization')
      const [kept] = await world.server.sql('SELECT password_hash, status FROM account WHERE did = $1', [did])
      expect(kept).toEqual({ password_hash: null, status: 'deactivated' })
      const back = await mover.signIn(user)
      expect(back).toMatchObject({ status: 200, url: mover.place })
      expect(await linked(did)).toEqual([user.sub])
      await mover.finish()
      const page = await mover.traveller.browser.open(mover.place)
      expect(page.html).toContain(`Sign in to your apps again with ${NAME}`)
      expect(await statusAt(world.server, did)).toMatchObject({ active: true })
      expect(await statusAt(old, did)).toMatchObject({ active: false })
      expect((await world.server.signIn(did)).status).toBe(401)
      const again = await world.arrive(user)
      expect(again.shown.html).toContain('Allow access?')
      const [event] = await world.server.sql(
        `SELECT kind FROM security_event WHERE did = $1 AND kind = 'identity-linked'`,
        [did],
      )
      expect(event).toBeDefined()
    },
    PATIENCE_MS,
  )

  it(
    'and nothing is lost when they leave in between',
    async () => {
      const mover = await Mover.begin()
      await mover.until('waiting', 'organization')
      const { json } = await world.api.post(`migrations/${mover.id}/resend`, {})
      expect(json.invitation).toMatchObject({ state: 'waiting', waitsFor: 'organization' })
      const traveller = world.traveller()
      const opened = await traveller.browser.open(String(json.url))
      const page = await traveller.browser.send(opened, { decision: 'accept' })
      await world.idp.next(world.newUser())
      // The former browser has nothing to do with it any more.
      expect((await mover.traveller.browser.open(mover.place)).status).toBe(404)
      expect((await mover.traveller.browser.open(`${mover.place}/organization`)).status).toBe(404)
      expect(await traveller.press(page, NAME)).toMatchObject({ status: 200, url: mover.place })
      await mover.until('waiting', 'code')
      // There is nothing to be linked any more.
      expect(await traveller.open(`${mover.place}/organization`)).toMatchObject({ url: mover.place })
    },
    PATIENCE_MS,
  )

  it(
    'but not as somebody who has an account, is kept out, or was not announced; then as somebody else',
    async () => {
      const taken = world.newUser()
      await world.join(taken)
      const mover = await Mover.begin()
      await mover.until('waiting', 'organization')
      expect(codeIn(await mover.signIn(taken))).toBe('sso_already_linked')
      await world.policy({ admission: { deniedGroups: ['outside'] } })
      const outside = await mover.signIn(world.newUser({ groups: ['outside'] }))
      expect([outside.status, codeIn(outside)]).toEqual([403, 'sso_group_not_allowed'])
      expect(outside.html).toContain(`/move/${mover.id}`)
      await world.policy({ admission: { deniedGroups: [] }, provisioning: { mode: 'existing' } })
      expect(codeIn(await mover.signIn(world.newUser()))).toBe('sso_not_invited')
      await world.policy({ provisioning: { mode: 'approval' } })
      const denied = world.newUser()
      const asked = await world.arrive(denied)
      await asked.traveller.browser.send(asked.shown, { decision: 'accept', handle: `${denied.sub}.test` })
      const [waiting] = data(await world.api.get('sso/registrations'))
      await world.api.post(`sso/registrations/${String(waiting!.id)}/deny`)
      expect(codeIn(await mover.signIn(denied))).toBe('sso_not_invited')
      await world.policy({ provisioning: { mode: 'ask' } })
      expect(codeIn(await mover.signIn(world.newUser(), { cancels: true }))).toBe('sso_cancelled')
      expect(await linked(mover.member.did)).toEqual([])
      await mover.until('waiting', 'organization')
      const right = world.newUser()
      await mover.signIn(right)
      expect(await linked(mover.member.did)).toEqual([right.sub])
      await mover.until('waiting', 'code')
    },
    PATIENCE_MS,
  )

  it(
    'or not at all: what was begun is taken back, and the way to the organization leads nowhere then',
    async () => {
      const mover = await Mover.begin()
      await mover.until('waiting', 'organization')
      const { browser } = mover.traveller
      const start = (await browser.once(`${mover.place}/organization`)).location!
      expect(start).toMatch(/^\/sso\/start\?ticket=/)
      const other = world.traveller()
      expect(codeIn(await other.open(`${world.server.url}${start}`))).toBe('sso_other_browser')
      expect((await world.api.post(`migrations/${mover.id}/rollback`, { reason: 'why' })).status).toBe(200)
      await world.idp.next(world.newUser())
      expect(codeIn(await mover.traveller.open(`${world.server.url}${start}`))).toBe('sso_expired')
      expect(await statusAt(old, mover.member.did)).toMatchObject({ active: true })
      expect((await statusAt(world.server, mover.member.did)).error).toBe('RepoNotFound')
      expect(await linked(mover.member.did)).toEqual([])
    },
    PATIENCE_MS,
  )

  it(
    'and goes on where the answer to the call was lost that made the account',
    async () => {
      const mover = await Mover.begin()
      await mover.until('waiting', 'organization')
      await world.server.sql(
        `UPDATE guided_move SET state = 'failed', wish = NULL, passage = jsonb_set(passage, '{done}', '[]')
          WHERE id = $1::uuid`,
        [mover.id],
      )
      expect((await world.api.post(`migrations/${mover.id}/retry`, {})).status).toBe(200)
      await mover.until('waiting', 'organization')
      await mover.signIn(world.newUser())
      await mover.finish()
    },
    PATIENCE_MS,
  )

  it('though nobody makes an account of the domain by a call of their own', async () => {
    const member = await old.signUp({ handle: `caller${++count}.old.test` })
    const lxm = 'com.atproto.server.createAccount'
    const query = { aud: 'did:web:localhost', lxm }
    const { json } = await old.get('com.atproto.server.getServiceAuth', query, bearer(member.accessJwt))
    const invites = data(await world.api.post('invites', {})) as [{ codes: [string] }]
    const wanted = { did: member.did, handle: `caller${count}.test`, email: 'caller@example.com' }
    const order = { ...wanted, inviteCode: invites[0].codes[0] }
    const by = bearer(String(json.token))
    expect((await world.server.post(lxm, order, by)).json).toMatchObject({ error: 'InvalidPassword' })
    const said = { ...order, password: PASSWORD, isToBeLinked: true }
    expect((await world.server.post(lxm, said, by)).json.error).not.toBeUndefined()
    expect((await statusAt(world.server, member.did)).error).toBe('RepoNotFound')
  })
})
