import { data, outcome } from '../support/admin-api.js'
import { SmtpSink } from '../support/smtp-sink.js'
import { NAME, pageOf, SsoWorld } from './sso-world.js'

const REASON = 'Was here with her passport'

let sink: SmtpSink
let world: SsoWorld

beforeAll(async () => {
  sink = await SmtpSink.start()
  world = await SsoWorld.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
  })
  expect((await world.api.post(`sso/connections/${world.connection}/enable`)).status).toBe(200)
})
afterAll(async () => {
  await world?.close()
  await sink?.close()
})

const signUp = () => world.server.signUp()
const roleOf = async (role: string, domain?: string) => {
  const { did } = await signUp()
  expect((await world.api.assign(did, role, domain === undefined ? {} : { domain })).status).toBe(201)
  return world.api.signedIn(did)
}
const link = (subject: string, did: string, more: object = {}, by = world.api) =>
  by.post('identities', { connection: world.connection, subject, did, reason: REASON, ...more })
const listed = async (query: string, by = world.api) => by.get(`identities?${query}`)
const deeds = async (did: string, action: string) =>
  data(await world.api.get(`audit?filter[target]=${did}&filter[action]=${action}`))

describe('a person whom an administrator links', () => {
  it('gets into the account with their provider, and the member and the audit know', async () => {
    const desk = await roleOf('identity-admin')
    const [member, user] = [await signUp(), world.newUser()]
    expect(outcome(await link(user.sub, member.did, {}, desk))).toEqual([204, undefined])
    const { body } = await sink.next(member.email)
    expect(body).toContain(
      `Whoever runs the service has linked your account: one can now sign in to it with ${NAME}`,
    )
    expect(body).not.toContain('127.0.0.1')
    expect(await deeds(member.did, 'identity.link')).toMatchObject([
      { reason: REASON, after: { connectionId: world.connection, subject: user.sub } },
    ])
    const [entry] = data(await listed(`filter[did]=${member.did}`))
    expect(entry).toMatchObject({
      did: member.did,
      subject: user.sub,
      linkedBy: expect.stringMatching(/^did:/),
    })
    expect(entry).not.toHaveProperty('lastLoginAt')
    const { shown } = await world.arrive(user)
    expect(pageOf(shown)).toBe('Allow access?')
    expect(await world.identities(user.sub)).toEqual([{ did: member.did }])
  })

  it('waits for an account no longer, and is known by what was said then', async () => {
    await world.policy({ provisioning: { mode: 'approval' } })
    const [member, user] = [await signUp(), world.newUser()]
    const { traveller, shown } = await world.arrive(user)
    await traveller.browser.send(shown, { decision: 'accept' })
    const waiting = async () => data(await world.api.get('sso/registrations')).map(({ subject }) => subject)
    expect(await waiting()).toContain(user.sub)
    await link(user.sub, member.did)
    expect(await waiting()).not.toContain(user.sub)
    expect(data(await listed(`filter[subject]=${user.sub}`))).toMatchObject([{ email: user.email }])
    await world.policy({ provisioning: { mode: 'ask' } })
  })

  it('is refused who has an account, whoever ranks as high, and what is not there', async () => {
    const desk = await roleOf('identity-admin')
    const [member, other, user] = [await signUp(), await signUp(), world.newUser()]
    expect((await link(user.sub, member.did)).status).toBe(204)
    for (const { did } of [member, other])
      expect(outcome(await link(user.sub, did))).toEqual([409, 'sso_already_linked'])
    expect(await world.identities(user.sub)).toEqual([{ did: member.did }])
    const owner = await signUp()
    await world.api.assign(owner.did, 'owner')
    const newcomer = world.newUser().sub
    expect(outcome(await link(newcomer, owner.did, {}, desk))).toEqual([403, 'outranked'])
    const nowhere = { connection: '00000000-0000-7000-8000-000000000000' }
    expect(outcome(await link(newcomer, other.did, nowhere))).toEqual([404, 'not_found'])
    expect(outcome(await link(newcomer, 'did:plc:none'))).toEqual([404, 'not_found'])
    expect(outcome(await link(newcomer, other.did, { reason: '' }))).toEqual([400, 'invalid_request'])
    expect(await world.identities(newcomer)).toEqual([])
    world.pass(601)
    expect(outcome(await link(newcomer, other.did, {}, desk))).toEqual([403, 'step_up_required'])
  })

  it('does not get by it the roles of groups which the administrator may not give', async () => {
    const desk = await roleOf('identity-admin')
    await world.policy({ roles: [{ group: 'board', role: 'admin' }] })
    expect(outcome(await link(world.newUser().sub, (await signUp()).did, {}, desk))).toEqual([
      403,
      'role_outranks',
    ])
    await world.policy({ roles: [] })
  })
})

describe('a link', () => {
  it('ends by its id, once, and the member is told', async () => {
    const [member, user] = [await signUp(), world.newUser()]
    await link(user.sub, member.did)
    await sink.next(member.email)
    const [{ id }] = data(await listed(`filter[did]=${member.did}`)) as [{ id: string }]
    const end = () => world.api.send('DELETE', `identities/${id}`)
    expect((await end()).status).toBe(204)
    expect(outcome(await end())).toEqual([404, 'not_found'])
    expect(outcome(await world.api.send('DELETE', 'identities/none'))).toEqual([404, 'not_found'])
    expect((await sink.next(member.email, 1)).body).toContain('Whoever runs the service has removed a link')
    expect(await deeds(member.did, 'identity.unlink')).toHaveLength(1)
    expect(await world.identities(user.sub)).toEqual([])
  })

  it('is in a list of those within reach, page by page', async () => {
    const people = [world.newUser(), world.newUser(), world.newUser()]
    for (const { sub } of people) {
      await link(sub, (await signUp()).did)
      world.pass(1)
    }
    const subjects = async (query: string, by = world.api) =>
      data(await listed(`filter[connection]=${world.connection}&${query}`, by)).map(({ subject }) => subject)
    const all = await subjects('page[size]=200')
    expect(all.slice(0, 3)).toEqual(people.map(({ sub }) => sub).reverse())
    const first = await listed('page[size]=2&count=true')
    expect(first.json.count).toBeGreaterThanOrEqual(3)
    const { next } = first.json.page as { next: string }
    expect(data(await listed(`page[size]=1&page[after]=${next}`))).toMatchObject([{ subject: all[2] }])
    expect(await subjects('', await roleOf('auditor', 'elsewhere.test'))).toEqual([])
    expect(await subjects('page[size]=200', await roleOf('auditor', 'test'))).toEqual(all)
    expect(outcome(await listed('page[after]=bm9uZQ'))).toEqual([400, 'invalid_cursor'])
    expect(outcome(await listed('filter[connection]=none'))).toEqual([400, 'invalid_request'])
  })

  it('shows addresses in part to whoever may not see them whole', async () => {
    const user = world.newUser()
    await world.join(user)
    const shown = async (role: string) => {
      const by = await roleOf(role)
      return data(await listed(`filter[subject]=${user.sub}`, by))[0]!['email']
    }
    expect(await shown('identity-admin')).toBe(user.email)
    expect(await shown('moderator')).toBe('p***@corp.example')
  })
})
