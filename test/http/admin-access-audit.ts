import { Denials } from '../../src/audit/index.js'
import { type AdminApi, outcome } from '../support/admin-api.js'
import type { Answer, Member, WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000

/** Who there is, and how to get more of them. */
interface AccessWorld {
  readonly server: WholeServer
  /** with the password */
  readonly api: AdminApi
  readonly owner: Member
  token(by: AdminApi, more?: object): Promise<Pick<Answer, 'status' | 'json'> & { readonly api: AdminApi }>
  member(role: 'admin'): Promise<Member & { readonly api: AdminApi }>
}

/** What the audit says of who was let in, and who was not. @param world the one at hand then */
export function accessInTheAudit(world: () => AccessWorld): void {
  const owners = () => world().api.signedIn(world().owner.did)
  const inDays = (days: number) => new Date(world().server.clock.nowMs() + days * 24 * HOUR_MS).toISOString()
  /** What was written down of refusals meanwhile. */
  const refusedBy = async (attempt: () => Promise<unknown>) => {
    const [{ seq }] = (await world().server.sql('SELECT max(seq) AS seq FROM audit_entry')) as [
      { seq: string },
    ]
    await attempt()
    const { json } = await (await owners()).get('audit?filter[outcome]=denied&page[size]=200')
    return (json.data as { seq: number; action: string; actor: object; after?: { code?: string } }[])
      .filter((entry) => entry.seq > Number(seq))
      .map(({ action, actor, after }) => ({ action, actor, code: after?.code }))
  }

  it('is whoever was refused with a token that is known', async () => {
    const far = await world().token(await owners(), { ipAllow: ['192.0.2.0/24'] })
    const over = await world().token(await owners())
    const rotated = await (await owners()).post(`tokens/${String(over.json.id)}/rotate`, {})
    const revoked = await world().token(await owners())
    await (await owners()).post(`tokens/${String(revoked.json.id)}/revoke`)
    const short = await world().token(await owners(), { expiresAt: inDays(0.001) })
    world().server.clock.advance(0.001 * 24 * HOUR_MS)
    const unknown = `Bearer ${String(rotated.json.secret).slice(0, -1)}x`
    const entries = await refusedBy(async () => {
      for (const one of [far, over, revoked, short, world().api.as({ authorization: unknown })])
        expect((await ('api' in one ? one.api : one).get('accounts')).status).toBe(401)
      await world().server.get(
        'com.atproto.admin.getInviteCodes',
        {},
        { authorization: `Bearer ${String(far.json.secret)}` },
      )
    })
    const by = ({ json }: typeof far) => ({ type: 'token', id: json.id, onBehalfOf: world().owner.did })
    const actor = (one: typeof far) => expect.objectContaining(by(one))
    expect(entries.reverse()).toEqual([
      { action: 'administer', actor: actor(far), code: 'token_elsewhere' },
      { action: 'administer', actor: actor(over), code: 'token_replaced' },
      { action: 'administer', actor: actor(revoked), code: 'token_revoked' },
      { action: 'administer', actor: actor(short), code: 'token_expired' },
    ])
  })

  it('is who has signed in too long ago, and what other sites make browsers send', async () => {
    const { did } = await world().server.signUp()
    const { did: id, api: late } = await world().member('admin')
    world().server.clock.advance(11 * 60 * 1000)
    const entries = await refusedBy(async () => {
      await late.post(`accounts/${did}/delete`, {})
      await late.post('invites', { emailPattern: 'a@example.com', role: 'help-desk' })
      await late.post('invites', {}, { origin: 'https://other.example' })
    })
    const actor = expect.objectContaining({ type: 'member', id })
    expect(entries.reverse()).toEqual([
      { action: 'accounts.delete', actor, code: 'step_up_required' },
      { action: 'invites.create', actor, code: 'step_up_required' },
      { action: 'administer', actor, code: 'foreign_origin' },
    ])
  })

  it('is a wrong password: once at once, and once for what follows', async () => {
    const wrong = { authorization: `Basic ${Buffer.from('admin:wrong').toString('base64')}` }
    const later = () => {
      world().server.clock.advance(6 * 60 * 1000)
      return world().server.app.get(Denials, { strict: false }).write()
    }
    // What others were refused before is written down.
    await later()
    await later()
    const entries = await refusedBy(async () => {
      await world().api.as(wrong).get('me')
      for (let i = 0; i < 3; i++) await world().server.get('com.atproto.admin.getInviteCodes', {}, wrong)
      await later()
    })
    const actor = { type: 'password', ip: '127.0.0.1' }
    const entry = { action: 'administer', actor, code: 'wrong_password' }
    expect(entries).toEqual([entry, entry])
    const [last] = (await (await owners()).get('audit?filter[action]=administer&page[size]=1')).json.data as [
      object,
    ]
    expect(last).toMatchObject({ after: { attempts: 3 } })
  })

  it('tokens are found by whoever has made them, with the case that they name', async () => {
    const made = await world().token(await owners(), { permissions: ['accounts.lock'] })
    const { did } = await world().server.signUp()
    expect((await made.api.post(`accounts/${did}/lock`, {}, { 'x-ticket': ' CASE-7 ' })).status).toBe(200)
    const found = async (query: string) =>
      (await (await owners()).get(`audit?filter[target]=${did}&${query}`)).json.data
    const actor = { type: 'token', id: made.json.id, onBehalfOf: world().owner.did, ticket: 'CASE-7' }
    for (const query of [
      `filter[onBehalfOf]=${world().owner.did}`,
      'filter[actorType]=token',
      'filter[action]=account.*',
    ])
      expect(await found(query)).toMatchObject([{ action: 'account.lock', actor }])
    for (const query of [
      'filter[onBehalfOf]=did:plc:other',
      'filter[actorType]=system',
      'filter[action]=accoun*x',
    ])
      expect(await found(query)).toEqual([])
    expect(outcome(await (await owners()).get('audit?filter[actorType]=robot'))).toEqual([
      400,
      'invalid_request',
    ])
    expect((await (await owners()).get('audit/actions')).json.data).toEqual(
      expect.arrayContaining(['account.lock', 'token.create']),
    )
  })
}
