import { K256Key } from '@guildhall/crypto'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { createServiceJwt } from '@guildhall/xrpc'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const {
  getRecommendedDidCredentials,
  refreshIdentity,
  requestPlcOperationSignature,
  resolveDid,
  resolveHandle,
  signPlcOperation,
  submitPlcOperation,
  updateHandle,
} = com.atproto.identity
const { activateAccount, checkAccountStatus, createAccount, deactivateAccount } = com.atproto.server
const { deleteAccount, updateAccountHandle, updateSubjectStatus } = com.atproto.admin
const START_MAX_MS = 60_000
const OTHERS = 20

let server: WholeServer
let count = 0
beforeAll(async () => {
  server = await WholeServer.start({
    PDS_DID_WEB_HOSTING: 'true',
  })
}, START_MAX_MS)
afterAll(() => server?.close())

const newHandle = () => `hosted${++count}.test`
const signUpWeb = async (handle = newHandle()): Promise<Member> =>
  server.signUp({ handle, email: `${handle}@example.com`, did: `did:web:${handle}` })
const at = (host: string, path: string) => server.request('GET', path, { host })
const documentAt = (host: string) => at(host, '/.well-known/did.json')
const post = (member: Member, nsid: string, input?: object) =>
  server.post(nsid, input, bearer(member.accessJwt))
const tlsCheck = async (domain: string) =>
  (await server.request('GET', `/tls-check?domain=${encodeURIComponent(domain)}`)).status

describe('an account with a did:web of ours', () => {
  it('is asked for by its name, and its document is served at its host', async () => {
    const handle = newHandle()
    const did = `did:web:${handle}`
    const input = { handle, did, email: `${handle}@example.com`, password: PASSWORD }
    const { status, json } = await server.post(createAccount.nsid, input)
    expect([status, json.did]).toEqual([200, did])
    const [key] = await server.sql<{ did_key: string }>('SELECT did_key FROM signing_key WHERE did = $1', [
      did,
    ])
    const document = (await documentAt(handle)).json
    expect(document).toMatchObject({
      id: did,
      alsoKnownAs: [`at://${handle}`],
      verificationMethod: [
        {
          id: `${did}#atproto`,
          controller: did,
          type: 'Multikey',
          publicKeyMultibase: key!.did_key.replace('did:key:', ''),
        },
      ],
      service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: server.url }],
    })
    expect(json.didDoc).toEqual(document)
    expect((await documentAt(handle)).headers['access-control-allow-origin']).toBe('*')
    expect((await at(handle, '/.well-known/atproto-did')).bytes.toString()).toBe(did)
    expect(await server.sql('SELECT kind FROM repo_event WHERE did = $1 ORDER BY id', [did])).toHaveLength(4)
  })

  it('is like any other', async () => {
    const member = await signUpWeb()
    const { did, handle } = member
    const record = { repo: did, collection: 'com.example.note', record: { $type: 'com.example.note' } }
    expect((await post(member, com.atproto.repo.createRecord.nsid, record)).status).toBe(200)
    expect((await server.get(resolveDid.nsid, { did })).json).toMatchObject({ didDoc: { id: did } })
    expect((await server.post(refreshIdentity.nsid, { identifier: did })).json).toMatchObject({ did, handle })
    expect((await server.get(checkAccountStatus.nsid, {}, bearer(member.accessJwt))).json).toMatchObject({
      activated: true,
      validDid: true,
    })
    const recommended = await server.get(getRecommendedDidCredentials.nsid, {}, bearer(member.accessJwt))
    expect(Object.keys(recommended.json)).toEqual(['alsoKnownAs', 'verificationMethods', 'services'])
    for (const [nsid, input] of [
      [requestPlcOperationSignature.nsid, undefined],
      [signPlcOperation.nsid, { token: 'AAAAA-AAAAA' }],
      [submitPlcOperation.nsid, { operation: {} }],
    ] as const) {
      expect(await post(member, nsid, input)).toEqual(
        refused(400, 'InvalidRequest', 'The account has no did:plc'),
      )
    }
  })

  it('keeps its document at its first host when its handle changes, and nobody else gets that name', async () => {
    const member = await signUpWeb()
    const [first, second] = [member.handle, newHandle()]
    expect((await post(member, updateHandle.nsid, { handle: second })).status).toBe(200)
    expect((await documentAt(first)).json).toMatchObject({ id: member.did, alsoKnownAs: [`at://${second}`] })
    expect((await documentAt(second)).status).toBe(404)
    expect((await at(first, '/.well-known/atproto-did')).status).toBe(404)
    expect((await at(second, '/.well-known/atproto-did')).bytes.toString()).toBe(member.did)
    expect((await server.post(refreshIdentity.nsid, { identifier: member.did })).json).toMatchObject({
      handle: second,
    })
    expect(await tlsCheck(first)).toBe(200)

    const other = await server.signUp()
    expect(await post(other, updateHandle.nsid, { handle: first })).toEqual(
      refused(400, 'HandleNotAvailable', 'Reserved handle'),
    )
    expect(await server.post(updateAccountHandle.nsid, { did: other.did, handle: first }, admin)).toEqual(
      refused(400, 'HandleNotAvailable'),
    )
    expect((await post(member, updateHandle.nsid, { handle: first })).status).toBe(200)
    expect((await documentAt(first)).json).toMatchObject({ alsoKnownAs: [`at://${first}`] })
  })

  it('has a document while it is deactivated or taken down, and none when it is deleted', async () => {
    const member = await signUpWeb()
    const { did, handle } = member
    await post(member, deactivateAccount.nsid, {})
    expect((await documentAt(handle)).json).toMatchObject({ id: did })
    expect((await post(member, activateAccount.nsid)).status).toBe(200)
    const subject = { $type: 'com.atproto.admin.defs#repoRef', did }
    await server.post(updateSubjectStatus.nsid, { subject, takedown: { applied: true } }, admin)
    expect((await documentAt(handle)).json).toMatchObject({ id: did })
    expect((await at(handle, '/.well-known/atproto-did')).status).toBe(404)

    expect((await server.post(deleteAccount.nsid, { did }, admin)).status).toBe(200)
    expect((await documentAt(handle)).status).toBe(404)
    expect(await tlsCheck(handle)).toBe(404)
    expect(await server.get(resolveDid.nsid, { did })).toEqual(refused(400, 'DidNotFound'))
    for (const more of [{}, { did }]) {
      const input = { handle, email: `again-${handle}@example.com`, password: PASSWORD, ...more }
      expect(await server.post(createAccount.nsid, input)).toEqual(
        refused(400, 'HandleNotAvailable', 'Reserved handle'),
      )
    }
  })

  it('is made once, however many ask', async () => {
    const handle = newHandle()
    const ask = (index: number) => {
      const email = `${index}-${handle}@example.com`
      return server.post(createAccount.nsid, { handle, email, password: PASSWORD, did: `did:web:${handle}` })
    }
    const answers = await Promise.all(Array.from({ length: OTHERS }, (_, index) => ask(index)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const lost = answers.filter(({ status }) => status !== 200)
    for (const { status, json } of lost) {
      expect([status, ['InvalidRequest', 'HandleNotAvailable']]).toEqual([
        400,
        expect.arrayContaining([json.error]),
      ])
    }
    expect(await server.sql('SELECT FROM web_identity WHERE did = $1', [`did:web:${handle}`])).toHaveLength(1)
  })

  it.each([
    ['another name', 'did:web:somebody-else.test', 401, 'AuthenticationRequired'],
    ['a domain that is not ours', 'did:web:somebody.example.com', 401, 'AuthenticationRequired'],
  ])('is not given under %s', async (_what, did, status, error) => {
    const handle = newHandle()
    const input = { handle, did, email: `${handle}@example.com`, password: PASSWORD }
    expect(await server.post(createAccount.nsid, input)).toEqual(refused(status, error))
  })

  it('has no recovery key', async () => {
    const handle = newHandle()
    const recoveryKey = 'did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF'
    const input = { handle, did: `did:web:${handle}`, email: `${handle}@example.com`, password: PASSWORD }
    expect(await server.post(createAccount.nsid, { ...input, recoveryKey })).toEqual(
      refused(400, 'InvalidRequest', 'Unsupported input: "recoveryKey"'),
    )
  })
})

describe('where did:web is the method of new accounts', () => {
  it('everybody gets one, and nobody has to ask', async () => {
    const other = await WholeServer.start({
      PDS_DID_WEB_HOSTING: 'true',
      PDS_ACCOUNT_DID_METHOD: 'web',
      PDS_RATE_LIMITS_ENABLED: 'true',
    })
    try {
      const member = await other.signUp()
      expect(member.did).toBe(`did:web:${member.handle}`)
      expect((await other.request('GET', `/plc/${member.did}`)).status).not.toBe(200)
      const check = await other.request('GET', `/tls-check?domain=${member.handle}`)
      expect(check).toMatchObject({ status: 200, headers: { 'ratelimit-policy': '3000;w=300' } })
    } finally {
      await other.close()
    }
  })
})

describe('a did:web that its owner brings', () => {
  it('moves here with a token of its own, and is active once its document says so', async () => {
    const owner = await SomebodyElse.start()
    try {
      const { did, handle } = owner
      const input = { did, handle, email: `${handle}@example.com`, password: PASSWORD }
      expect(await server.post(createAccount.nsid, input)).toEqual(refused(401, 'AuthenticationRequired'))
      const arrived = await server.post(createAccount.nsid, input, bearer(owner.token()))
      expect(arrived).toMatchObject({ status: 200, json: { did, handle } })
      const member = arrived.json as unknown as Member
      expect(await post(member, activateAccount.nsid)).toEqual(refused(400, 'InvalidRequest'))

      const recommended = await server.get(getRecommendedDidCredentials.nsid, {}, bearer(member.accessJwt))
      expect(recommended.json).not.toHaveProperty('rotationKeys')
      owner.follow(recommended.json as unknown as Recommended)
      expect((await post(member, activateAccount.nsid)).status).toBe(200)
      expect((await server.post(refreshIdentity.nsid, { identifier: did })).json).toMatchObject({
        did,
        handle,
      })

      // The document is its owner's: it has to name the handle first.
      const other = newHandle()
      expect(await post(member, updateHandle.nsid, { handle: other })).toEqual(
        refused(400, 'InvalidRequest', 'DID is not properly configured for handle'),
      )
      owner.document.alsoKnownAs = [`at://${other}`]
      expect((await post(member, updateHandle.nsid, { handle: other })).status).toBe(200)
      expect((await server.get(resolveHandle.nsid, { handle: other })).json).toEqual({ did })
    } finally {
      owner.close()
    }
  })
})

interface Recommended {
  verificationMethods: { atproto: string }
  services: { atproto_pds: { endpoint: string } }
}

/** Somebody with a web server, whose account is elsewhere. */
class SomebodyElse {
  readonly key = K256Key.fromHex('77'.repeat(32))
  readonly handle = newHandle()
  document = {
    id: '',
    alsoKnownAs: [`at://${this.handle}`],
    verificationMethod: [] as object[],
    service: [] as object[],
  }
  readonly #server = createServer((request, response) => {
    const isDocument = request.url === '/.well-known/did.json'
    response.writeHead(isDocument ? 200 : 404).end(JSON.stringify(this.document))
  })

  static async start(): Promise<SomebodyElse> {
    const somebody = new SomebodyElse()
    somebody.#server.listen(0, 'localhost')
    await once(somebody.#server, 'listening')
    somebody.document.id = somebody.did
    somebody.#write(somebody.key.didKey, 'https://elsewhere.example.com')
    return somebody
  }

  get did(): Did {
    return `did:web:localhost%3A${(this.#server.address() as AddressInfo).port}` as Did
  }

  /** A token with which one proves to be the DID. */
  token(): string {
    const exp = Math.floor(server.clock.nowMs() / 1000) + 60
    const claims = { iss: this.did, aud: 'did:web:localhost' as Did, lxm: createAccount.nsid, exp }
    return createServiceJwt(claims, this.key)
  }

  /** Puts into the document what the new host recommends. */
  follow({ verificationMethods, services }: Recommended): void {
    this.#write(verificationMethods.atproto, services.atproto_pds.endpoint)
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  #write(didKey: string, serviceEndpoint: string): void {
    const publicKeyMultibase = didKey.replace('did:key:', '')
    this.document.verificationMethod = [
      { id: `${this.did}#atproto`, type: 'Multikey', controller: this.did, publicKeyMultibase },
    ]
    this.document.service = [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint }]
  }
}
