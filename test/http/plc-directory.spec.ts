import { K256Key } from '@guildhall/crypto'
import { genesisOperation, tombstoneOperation, updateOperation } from '@guildhall/identity'
import type { Handle } from '@guildhall/syntax'
import { WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const JSON_TYPE = { 'content-type': 'application/json' }

let server: WholeServer
let count = 0
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
afterAll(() => server?.close())

const key = () => K256Key.fromHex(String(++count).padStart(64, '0'))
const send = (did: string, body: object | string) =>
  server.request('POST', `/plc/${did}`, JSON_TYPE, typeof body === 'string' ? body : JSON.stringify(body))
const ask = (path: string) => server.request('GET', `/plc/${path}`)

async function register() {
  const owner = key()
  const { did, operation } = genesisOperation(
    {
      signingKey: owner.didKey,
      handle: `owner${count}.test` as Handle,
      rotationKeys: [owner.didKey],
      pdsUrl: 'https://pds.example.com',
    },
    owner,
  )
  expect((await send(did, operation)).status).toBe(200)
  return { owner, did, operation }
}

describe('the PLC directory for development', () => {
  it('shows an identity as plc.directory does', async () => {
    const { did, operation, owner } = await register()
    const document = await ask(did)
    expect(document).toMatchObject({ status: 200, json: { id: did, alsoKnownAs: operation.alsoKnownAs } })
    expect(document.headers['content-type']).toMatch(/^application\/did\+ld\+json/)
    expect((await ask(`${did}/data`)).json).toMatchObject({ did, rotationKeys: [owner.didKey] })
    expect((await ask(`${did}/log`)).json).toEqual([operation])
    expect((await ask(`${did}/log/last`)).json).toEqual(operation)
    const [entry] = (await ask(`${did}/log/audit`)).json as unknown as object[]
    expect(entry).toEqual({
      did,
      cid: expect.any(String),
      operation,
      nullified: false,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
  })

  it('takes changes by whoever has a key, and nobody else', async () => {
    const { did, operation, owner } = await register()
    const change = { alsoKnownAs: ['at://other.test'] }
    expect((await send(did, updateOperation(operation, change, key()))).status).toBe(400)
    expect((await send(did, updateOperation(operation, change, owner))).status).toBe(200)
    expect((await ask(did)).json.alsoKnownAs).toEqual(['at://other.test'])
    expect((await ask(`${did}/log`)).json).toHaveLength(2)
  })

  it('lets an identity end', async () => {
    const { did, operation, owner } = await register()
    expect((await send(did, tombstoneOperation(operation, owner))).status).toBe(200)
    expect((await ask(did)).status).toBe(410)
    expect((await ask(`${did}/log/last`)).json).toMatchObject({ type: 'plc_tombstone' })
  })

  it('does not know what was never registered', async () => {
    for (const path of ['', '/data', '/log', '/log/last', '/log/audit']) {
      const answer = await ask(`did:plc:aaaaaaaaaaaaaaaaaaaaaaaa${path}`)
      expect(answer).toMatchObject({ status: 404, json: { message: expect.any(String) } })
    }
  })

  it.each([
    ['no JSON', '{'],
    ['something else', '{"type":"create_account"}'],
    ['a list', '[]'],
    ['what is too large', JSON.stringify({ type: 'plc_operation', sig: 'x'.repeat(100_000) })],
  ])('refuses %s', async (_what, body) => {
    const answer = await send('did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', body)
    expect([400, 413]).toContain(answer.status)
    expect(answer.json).toMatchObject({ message: expect.any(String) })
  })

  it('takes an operation for the DID that follows from it only', async () => {
    const [one, other] = [await register(), await register()]
    expect((await send(other.did, one.operation)).status).toBe(400)
    expect((await ask(`${other.did}/log`)).json).toEqual([other.operation])
  })

  it('exports everything, in order, a line each', async () => {
    const made = [await register(), await register()]
    const lines = (await ask('export?count=1000')).bytes.toString().trim().split('\n')
    const dids = lines.map((line) => (JSON.parse(line) as { did: string }).did)
    expect(dids.slice(-2)).toEqual(made.map(({ did }) => did))
    const page = (await ask('export?count=1')).bytes.toString().trim().split('\n')
    expect(page).toEqual(lines.slice(0, 1))
    expect((await ask('export?count=nonsense')).status).toBe(400)
  })

  it(
    'is not there where identities are registered elsewhere',
    async () => {
      const elsewhere = await WholeServer.start({ PDS_DID_PLC_URL: 'https://plc.example.com' })
      expect((await elsewhere.request('GET', '/plc/_health')).status).toBe(404)
      expect((await elsewhere.request('GET', '/plc/export')).status).toBe(404)
      await elsewhere.close()
    },
    START_MAX_MS,
  )
})
