import { decodeFrame, withSeq } from '@guildhall/firehose'
import { com } from '@guildhall/lexicon'
import { readCar, verifyCommit } from '@guildhall/repo'
import { UnfinishedKeyChanges } from '../../src/lifecycle/unfinished-key-changes.js'
import { DirectoryProxy } from '../support/directory-proxy.js'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { updateAccountSigningKey } = com.atproto.admin
const { reserveSigningKey } = com.atproto.server
const { getRepo } = com.atproto.sync
const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60 * 1000
const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const FOREIGN_KEY = 'did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF'

let directory: WholeServer
let proxy: DirectoryProxy
let server: WholeServer
let member: Member
beforeAll(async () => {
  directory = await WholeServer.start()
  proxy = await DirectoryProxy.start(`${directory.url}/plc`)
  server = await WholeServer.start({ PDS_DID_PLC_URL: proxy.url })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterEach(() => {
  proxy.trouble = undefined
})
afterAll(async () => {
  await server?.close()
  await proxy?.close()
  await directory?.close()
})

const change = (signingKey: string, did = member.did, headers = admin) =>
  server.post(updateAccountSigningKey.nsid, { did, signingKey }, headers)
const reserve = async (did?: string) =>
  (await server.post(reserveSigningKey.nsid, did ? { did } : {})).json.signingKey as string
const published = async () => {
  const { json } = await directory.request('GET', `/plc/${member.did}/data`)
  return (json.verificationMethods as { atproto: string }).atproto
}
const write = () =>
  server.post(
    com.atproto.repo.createRecord.nsid,
    { repo: member.did, collection: 'com.example.note', record: { $type: 'com.example.note' } },
    bearer(member.accessJwt),
  )
const isSignedWith = async (didKey: string) => {
  const { bytes } = await server.get(getRepo.nsid, { did: member.did })
  return verifyCommit(readCar(bytes).blocks[0]!.bytes, didKey)
}
const events = async () => {
  const rows = await server.sql<{ frame: Buffer; seq_offset: number }>(
    'SELECT frame, seq_offset FROM repo_event WHERE did = $1 ORDER BY id',
    [member.did],
  )
  return rows.map((row) => decodeFrame(withSeq({ frame: row.frame, seqOffset: row.seq_offset }, 1)).header.t)
}
/** Whoever finishes what was left does not know how it began. */
const finishLater = () => {
  server.clock.advance(HOUR_MS)
  return server.app.get(UnfinishedKeyChanges, { strict: false }).run()
}
const reservations = () =>
  server.sql<{ did_key: string; taken_at: Date | null }>(
    'SELECT did_key, taken_at FROM reserved_signing_key WHERE did = $1',
    [member.did],
  )

describe('another signing key', () => {
  it('stands in the identity, signs the repository, and is announced', async () => {
    await write()
    const former = await published()
    const before = (await events()).length
    const signingKey = await reserve()
    expect((await change(signingKey)).status).toBe(200)
    expect(await published()).toBe(signingKey)
    expect([await isSignedWith(signingKey), await isSignedWith(former)]).toEqual([true, false])
    expect((await events()).slice(before)).toEqual(['#identity', '#sync'])
    expect((await write()).status).toBe(200)
    expect(await isSignedWith(signingKey)).toBe(true)
    expect(await reservations()).toEqual([])
    const { json } = await server.get(
      com.atproto.server.getServiceAuth.nsid,
      { aud: 'did:web:other.test', lxm: getRepo.nsid },
      bearer(member.accessJwt),
    )
    expect(json).toMatchObject({ token: expect.any(String) })
  })

  it('may be reserved for the account, and asked for twice', async () => {
    const signingKey = await reserve(member.did)
    expect((await change(signingKey)).status).toBe(200)
    const before = await events()
    expect((await change(signingKey)).status).toBe(200)
    expect(await events()).toEqual(before)
  })

  it('of a deactivated account is announced without its repository', async () => {
    const before = (await events()).length
    await server.post(com.atproto.server.deactivateAccount.nsid, {}, bearer(member.accessJwt))
    expect((await change(await reserve())).status).toBe(200)
    expect((await events()).slice(before)).toEqual(['#account', '#identity'])
  })

  it('is refused if its private half is not here, or for somebody else', async () => {
    const unknown = refused(400, 'InvalidRequest', expect.stringContaining('reserveSigningKey'))
    const former = await published()
    expect(await change(FOREIGN_KEY)).toEqual(unknown)
    expect(await change('did:web:no.key.test')).toEqual(unknown)
    expect(await change(await reserve(NOBODY))).toEqual(unknown)
    const late = await reserve()
    await server.sql("UPDATE reserved_signing_key SET expires_at = '2020-01-01' WHERE did_key = $1", [late])
    expect(await change(late)).toEqual(unknown)
    expect(await published()).toBe(former)
  })

  it('is for the administrator and for accounts that are here', async () => {
    expect((await change(await reserve(), member.did, bearer(member.accessJwt))).status).toBe(401)
    expect(await change(await reserve(), NOBODY)).toEqual(refused(400, 'AccountNotFound'))
  })
})

describe('a change of the signing key that did not come to its end', () => {
  it('because the answer of the directory was lost is finished later', async () => {
    const former = await published()
    const signingKey = await reserve()
    proxy.trouble = { mishap: 'directory away' }
    expect(await change(signingKey)).toEqual(refused(502, 'UpstreamFailure'))
    expect(await isSignedWith(former)).toBe(true)
    expect(await change(await reserve())).toEqual(
      refused(400, 'InvalidRequest', 'Another change of the signing key is under way'),
    )
    expect(await finishLater()).toBe(0)
    proxy.trouble = undefined
    const before = (await events()).length
    expect(await finishLater()).toBe(1)
    expect(await published()).toBe(signingKey)
    expect(await isSignedWith(signingKey)).toBe(true)
    expect((await events()).slice(before)).toEqual(['#identity', '#sync'])
    expect(await finishLater()).toBe(0)
  })

  it('because the directory refused it is none, and may be asked for again', async () => {
    const former = await published()
    const signingKey = await reserve()
    proxy.trouble = { mishap: 'operation refused' }
    expect(await change(signingKey)).toEqual(refused(400, 'InvalidRequest', 'no'))
    proxy.trouble = undefined
    expect(await finishLater()).toBe(0)
    expect(await published()).toBe(former)
    expect(await isSignedWith(former)).toBe(true)
    expect((await change(signingKey)).status).toBe(200)
  })

  it('goes with the account when it is deleted', async () => {
    const signingKey = await reserve()
    proxy.trouble = { mishap: 'directory away' }
    await change(signingKey)
    await server.post(com.atproto.admin.deleteAccount.nsid, { did: member.did }, admin)
    expect(await reservations()).toEqual([])
  })
})
