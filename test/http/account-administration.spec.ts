import { com } from '@guildhall/lexicon'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { SmtpSink } from '../support/smtp-sink.js'

const {
  disableAccountInvites,
  disableInviteCodes,
  enableAccountInvites,
  getAccountInfo,
  getAccountInfos,
  getInviteCodes,
  searchAccounts,
  sendEmail,
  updateAccountEmail,
  updateAccountPassword,
} = com.atproto.admin
const { createInviteCode, getAccountInviteCodes, getSession, refreshSession } = com.atproto.server
const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60 * 1000
const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'

type Code = {
  code: string
  disabled: boolean
  uses: { usedBy: string }[]
  forAccount: string
  createdBy: string
}

let sink: SmtpSink
let server: WholeServer
let member: Member
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_INVITE_REQUIRED: 'true',
    PDS_INVITE_INTERVAL: String(HOUR_MS),
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    PDS_MODERATION_EMAIL_SMTP_URL: sink.url,
    PDS_MODERATION_EMAIL_ADDRESS: 'moderation@example.com',
  })
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const ask = (nsid: string, query = {}, headers = admin) => server.get(nsid, query, headers)
const tell = (nsid: string, input: object, headers = admin) => server.post(nsid, input, headers)
const newCode = async (useCount = 1) => (await tell(createInviteCode.nsid, { useCount })).json.code as string
const infoOf = async () => (await ask(getAccountInfo.nsid, { did: member.did })).json

let inviteCode: string
beforeEach(async () => {
  inviteCode = await newCode()
  member = await server.signUp({ inviteCode })
})

describe('accounts', () => {
  it('are described with their invite', async () => {
    expect(await infoOf()).toMatchObject({
      did: member.did,
      handle: member.handle,
      email: member.email,
      invites: [],
      invitesDisabled: false,
      invitedBy: { code: inviteCode, uses: [{ usedBy: member.did }], createdBy: 'admin' },
    })
    const { json } = await ask(getAccountInfos.nsid, { dids: [member.did, NOBODY] })
    expect((json.infos as { did: string }[]).map(({ did }) => did)).toEqual([member.did])
    expect(await ask(getAccountInfo.nsid, { did: NOBODY })).toEqual(refused(400, 'NotFound'))
    expect(await ask(getAccountInfo.nsid, { did: member.did }, bearer(member.accessJwt))).toEqual(
      refused(401, 'UntrustedIss'),
    )
  })

  it('are found by a part of their address, in pages', async () => {
    await server.signUp({ inviteCode: await newCode() })
    const found = async (query: object) =>
      (await ask(searchAccounts.nsid, query)).json as { accounts: { did: string }[]; cursor?: string }
    expect((await found({ email: member.email.toUpperCase() })).accounts).toMatchObject([{ did: member.did }])
    expect(await found({ email: 'no such address' })).toEqual({ accounts: [] })
    expect(await found({ email: '100%' })).toEqual({ accounts: [] })
    const all = await found({})
    const dids: string[] = []
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await found({ limit: 1, cursor })
      dids.push(...page.accounts.map(({ did }) => did))
      cursor = page.cursor
    }
    expect(dids).toEqual(all.accounts.map(({ did }) => did))
    expect(await ask(searchAccounts.nsid, { cursor: 'nonsense' })).toEqual(refused(400, 'InvalidRequest'))
  })

  it('get another address, which is not confirmed', async () => {
    const other = await server.signUp({ inviteCode: await newCode() })
    const change = (account: string, email: string) => tell(updateAccountEmail.nsid, { account, email })
    expect((await change(member.handle, `new-${member.email}`)).status).toBe(200)
    expect((await server.get(getSession.nsid, {}, bearer(member.accessJwt))).json).toMatchObject({
      email: `new-${member.email}`,
      emailConfirmed: false,
    })
    expect(await change(member.did, other.email)).toEqual(
      refused(400, 'InvalidRequest', expect.stringMatching(/use/)),
    )
    expect(await change(member.did, 'nonsense')).toEqual(refused(400, 'InvalidRequest'))
    expect(await change('nobody.test', 'a@example.com')).toEqual(
      refused(400, 'InvalidRequest', 'Account does not exist: nobody.test'),
    )
  })

  it('get another password, which ends their sessions', async () => {
    const change = (did: string, password: string) => tell(updateAccountPassword.nsid, { did, password })
    expect(await change(member.did, 'short')).toEqual(refused(400, 'InvalidPassword'))
    expect(await change(NOBODY, 'long enough password')).toEqual(refused(403, 'AccountNotFound'))
    expect((await change(member.did, 'long enough password')).status).toBe(200)
    expect((await server.signIn(member.handle, PASSWORD)).status).toBe(401)
    expect((await server.signIn(member.handle, 'long enough password')).status).toBe(200)
    expect(await server.post(refreshSession.nsid, undefined, bearer(member.refreshJwt))).toEqual(
      refused(400, 'ExpiredToken'),
    )
  })

  it('get mail from moderators', async () => {
    const letter = { recipientDid: member.did, senderDid: NOBODY, content: '<p>Hello <b>you</b></p>' }
    expect((await tell(sendEmail.nsid, letter)).json).toEqual({ sent: true })
    const mail = await sink.next(member.email)
    expect(mail).toMatchObject({ from: 'moderation@example.com', subject: 'Message via your PDS' })
    expect(mail.body).toContain('<b>you</b>')
    expect(await tell(sendEmail.nsid, { ...letter, recipientDid: NOBODY })).toEqual(
      refused(400, 'InvalidRequest', 'Recipient not found'),
    )
  })
})

describe('invite codes', () => {
  const own = async (query = {}) =>
    (await ask(getAccountInviteCodes.nsid, query, bearer(member.accessJwt))).json.codes as Code[]

  it('are earned by and by, up to five unused ones, once however often one asks', async () => {
    expect(await own()).toEqual([])
    server.clock.advance(2 * HOUR_MS)
    member = { ...member, ...((await server.signIn(member.handle)).json as object) }
    expect(await own({ createAvailable: false })).toEqual([])
    const answers = await Promise.all([own(), own(), own()])
    expect(answers.map((codes) => codes.length)).toEqual([2, 2, 2])
    server.clock.advance(24 * HOUR_MS)
    member = { ...member, ...((await server.signIn(member.handle)).json as object) }
    const codes = await own()
    expect(codes).toHaveLength(5)
    expect(codes[0]).toMatchObject({
      forAccount: member.did,
      createdBy: member.did,
      disabled: false,
      uses: [],
    })
    const guest = await server.signUp({ inviteCode: codes[0]!.code })
    expect((await own({ includeUsed: false, createAvailable: false })).length).toBe(4)
    expect((await own()).find(({ code }) => code === codes[0]!.code)!.uses).toMatchObject([
      { usedBy: guest.did },
    ])
  })

  it('are not earned by whoever may not', async () => {
    expect((await tell(disableAccountInvites.nsid, { account: member.did })).status).toBe(200)
    expect(await infoOf()).toMatchObject({ invitesDisabled: true })
    server.clock.advance(2 * HOUR_MS)
    member = { ...member, ...((await server.signIn(member.handle)).json as object) }
    expect(await own()).toEqual([])
    await tell(enableAccountInvites.nsid, { account: member.did })
    expect(await own()).not.toEqual([])
    expect(await tell(enableAccountInvites.nsid, { account: NOBODY })).toEqual(
      refused(400, 'AccountNotFound'),
    )
  })

  it('are listed, the newest or the most used first, in pages', async () => {
    const used = await newCode(3)
    await server.signUp({ inviteCode: used })
    await server.signUp({ inviteCode: used })
    const list = async (query: object) =>
      (await ask(getInviteCodes.nsid, query)).json as { codes: Code[]; cursor?: string }
    expect((await list({ sort: 'usage', limit: 1 })).codes).toMatchObject([{ code: used, uses: [{}, {}] }])
    for (const sort of ['recent', 'usage']) {
      const all = (await list({ sort, limit: 500 })).codes.map(({ code }) => code)
      const paged: string[] = []
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = await list({ sort, limit: 3, cursor })
        paged.push(...page.codes.map(({ code }) => code))
        cursor = page.cursor
      }
      expect(paged).toEqual(all)
    }
    expect(await ask(getInviteCodes.nsid, { sort: 'age' })).toEqual(refused(400, 'InvalidRequest'))
    expect(await ask(getInviteCodes.nsid, { cursor: 'x' })).toEqual(
      refused(400, 'InvalidRequest', 'Malformed cursor'),
    )
  })

  it('are switched off, one by one or all of an account', async () => {
    const code = await newCode()
    const forMember = (await tell(createInviteCode.nsid, { useCount: 1, forAccount: member.did })).json.code
    await tell(disableInviteCodes.nsid, { codes: [code], accounts: [member.did] })
    for (const off of [code, forMember]) {
      await expect(server.signUp({ inviteCode: off })).rejects.toThrow(/InvalidInviteCode/)
    }
    expect(await tell(disableInviteCodes.nsid, { accounts: ['admin'] })).toEqual(
      refused(400, 'InvalidRequest', 'cannot disable admin invite codes'),
    )
  })
})
