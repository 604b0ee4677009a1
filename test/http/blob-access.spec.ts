import { com } from '@guildhall/lexicon'
import { BlobMember } from '../support/blob-member.js'
import { opaqueBytes } from '../support/opaque-bytes.js'
import { type Answer, bearer, WholeServer } from '../support/whole-server.js'

const { createAppPassword, createSession, deactivateAccount } = com.atproto.server
const START_MAX_MS = 60_000

let server: WholeServer
let alice: BlobMember
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  alice = new BlobMember(server, await server.signUp())
})
afterAll(() => server?.close())

const refused = (status: number, error: string) =>
  expect.objectContaining({ status, json: expect.objectContaining({ error }) as object }) as Answer

describe('uploadBlob', () => {
  it('takes uploads with an app password', async () => {
    const own = bearer(alice.member.accessJwt)
    const { json } = await server.post(createAppPassword.nsid, { name: 'app' }, own)
    const credentials = { identifier: alice.member.handle, password: json.password }
    const session = await server.post(createSession.nsid, credentials)
    const answer = await alice.upload(opaqueBytes(20), bearer(session.json.accessJwt as string))
    expect(answer.status).toBe(200)
  })

  it('takes nothing from an account that was taken down', async () => {
    await server.setStatus(alice.member.did, 'takendown')
    expect([400, 401, 403]).toContain((await alice.upload(opaqueBytes(20))).status)
  })
})

describe('getBlob', () => {
  it('shows the blobs of an inactive account to nobody else', async () => {
    const blob = await alice.blob(opaqueBytes(20))
    await alice.refer('a', blob)
    const own = bearer(alice.member.accessJwt)
    await server.post(deactivateAccount.nsid, {}, own)
    expect(await alice.get(blob.ref.$link)).toEqual(refused(400, 'RepoDeactivated'))
    expect((await alice.get(blob.ref.$link, own)).status).toBe(200)
    await server.setStatus(alice.member.did, 'takendown')
    expect(await alice.get(blob.ref.$link)).toEqual(refused(400, 'RepoTakendown'))
  })

  it.each([
    ['text/html', '<!doctype html><script>alert(1)</script>'],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['text/javascript', 'alert(1)'],
  ])('sends %s so that no browser runs it', async (type, content) => {
    const blob = await alice.blob(Buffer.from(content), { 'content-type': type })
    await alice.refer('a', blob)
    expect((await alice.get(blob.ref.$link)).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^attachment; /) as string,
    })
  })

  it('compresses nothing, so that parts are parts of what was uploaded', async () => {
    const blob = await alice.blob(Buffer.from('again and '.repeat(5_000)), { 'content-type': 'text/plain' })
    await alice.refer('a', blob)
    const { headers } = await alice.get(blob.ref.$link, { 'accept-encoding': 'gzip, br' })
    expect(headers).toMatchObject({ 'content-length': '50000' })
    expect(headers['content-encoding']).toBeUndefined()
  })
})
