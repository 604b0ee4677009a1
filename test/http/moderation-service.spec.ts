import { com } from '@guildhall/lexicon'
import { AdminApi, data } from '../support/admin-api.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { admin } = com.atproto
const { getServiceAuth } = com.atproto.server
const START_MAX_MS = 60_000
const AUDIENCE = 'did:web:localhost'

/** Another server, where the moderation service has its account, and the directory of both. */
let elsewhere: WholeServer
let moderator: Member
let stranger: Member
let server: WholeServer
let member: Member
beforeAll(async () => {
  elsewhere = await WholeServer.start()
  moderator = await elsewhere.signUp()
  stranger = await elsewhere.signUp()
  server = await WholeServer.start({
    PDS_DID_PLC_URL: `${elsewhere.url}/plc`,
    PDS_MOD_SERVICE_DID: moderator.did,
  })
  member = await server.signUp()
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await elsewhere?.close()
})

const tokenOf = async (who: Member, lxm: string, aud = AUDIENCE) => {
  const { json } = await elsewhere.get(getServiceAuth.nsid, { aud, lxm }, bearer(who.accessJwt))
  return bearer(json.token as string)
}
const refused = (error: string) =>
  expect.objectContaining({ status: 401, json: { error, message: expect.any(String) } })

describe('the moderation service', () => {
  it('looks at accounts, takes them down and restores them', async () => {
    const info = await server.get(
      admin.getAccountInfo.nsid,
      { did: member.did },
      await tokenOf(moderator, admin.getAccountInfo.nsid),
    )
    expect(info).toMatchObject({ status: 200, json: { did: member.did } })
    const subject = { $type: 'com.atproto.admin.defs#repoRef', did: member.did }
    const judge = async (applied: boolean) =>
      server.post(
        admin.updateSubjectStatus.nsid,
        { subject, takedown: { applied, ref: 'a case' } },
        await tokenOf(moderator, admin.updateSubjectStatus.nsid),
      )
    expect((await judge(true)).status).toBe(200)
    const status = await server.get(
      admin.getSubjectStatus.nsid,
      { did: member.did },
      await tokenOf(moderator, admin.getSubjectStatus.nsid),
    )
    expect(status.json).toMatchObject({ takedown: { applied: true, ref: 'a case' } })
    expect((await judge(false)).status).toBe(200)
  })

  it('does nothing to administrators who rank as high as moderators do', async () => {
    const api = new AdminApi(server)
    const [owner, auditor] = [await server.signUp(), await server.signUp()]
    expect((await api.assign(owner.did, 'owner')).status).toBe(201)
    expect((await api.assign(auditor.did, 'auditor')).status).toBe(201)
    const { nsid } = admin.updateSubjectStatus
    const takeDown = async ({ did }: Member) => {
      const subject = { $type: 'com.atproto.admin.defs#repoRef', did }
      const { status, json } = await server.post(
        nsid,
        { subject, takedown: { applied: true } },
        await tokenOf(moderator, nsid),
      )
      return [status, json.error]
    }
    expect(await takeDown(owner)).toEqual([403, 'Forbidden'])
    expect(await takeDown(auditor)).toEqual([200, undefined])
    expect(data(await api.get(`audit?filter[target]=${owner.did}&filter[outcome]=denied`))).toMatchObject([
      { action: 'accounts.takedown', actor: { type: 'service', id: moderator.did } },
    ])
    const { nsid: toggle } = admin.disableAccountInvites
    const asked = await server.post(toggle, { account: owner.did }, await tokenOf(moderator, toggle))
    expect(asked.status).toBe(403)
  })

  it('needs a token of its own, for this service and this method', async () => {
    const { nsid } = admin.getAccountInfo
    const ask = (headers: Record<string, string>) => server.get(nsid, { did: member.did }, headers)
    expect(await ask(await tokenOf(stranger, nsid))).toEqual(refused('UntrustedIss'))
    expect(await ask(await tokenOf(moderator, nsid, 'did:web:other.test'))).toEqual(refused('BadJwtAudience'))
    expect(await ask(await tokenOf(moderator, admin.getAccountInfos.nsid))).toEqual(
      refused('BadJwtLexiconMethod'),
    )
    expect(await ask(bearer(member.accessJwt))).toEqual(refused('BadJwtType'))
  })

  it('uses each of its tokens once', async () => {
    const { nsid } = admin.getAccountInfo
    const token = await tokenOf(moderator, nsid)
    expect((await server.get(nsid, { did: member.did }, token)).status).toBe(200)
    const again = await server.get(nsid, { did: member.did }, token)
    expect(again).toEqual(refused('BadJwt'))
    expect(again.json.message).toBe('jwt was used before')
  })

  it('may name this server as a service of its DID, and no other service of it', async () => {
    const { nsid } = admin.getAccountInfo
    const ask = async (aud: string) =>
      server.get(nsid, { did: member.did }, await tokenOf(moderator, nsid, aud))
    expect((await ask(`${AUDIENCE}#atproto_pds`)).status).toBe(200)
    expect(await ask(`${AUDIENCE}#atproto_labeler`)).toEqual(refused('BadJwtAudience'))
  })

  it('is no administrator', async () => {
    const { nsid } = admin.deleteAccount
    const answer = await server.post(nsid, { did: member.did }, await tokenOf(moderator, nsid))
    expect(answer).toEqual(refused('AuthenticationRequired'))
  })

  it('is nobody where none is configured', async () => {
    const { nsid } = admin.getAccountInfo
    const answer = await elsewhere.get(nsid, { did: stranger.did }, await tokenOf(moderator, nsid))
    expect(answer).toEqual(refused('UntrustedIss'))
  })
})
