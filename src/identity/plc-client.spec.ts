import { Readable } from 'node:stream'
import { K256Key } from '@guildhall/crypto'
import { genesisOperation } from '@guildhall/identity'
import { configOf } from '../config/index.js'
import { type Outbound, OutboundError, OutboundResponse } from '../outbound/index.js'
import { IdentityConfig } from './identity.config.js'
import { PlcUnavailable } from './identity.errors.js'
import { PlcClient } from './plc-client.js'

const key = K256Key.fromHex('11'.repeat(32))
const { did, operation } = genesisOperation(
  { signingKey: key.didKey, rotationKeys: [key.didKey], handle: 'alice.test', pdsUrl: 'https://pds.test' },
  key,
)

function client(answer: { status: number; body?: string } | Error) {
  const sent: unknown[] = []
  const request = async (url: string, options: object) => {
    sent.push({ url, ...options })
    if (answer instanceof Error) throw answer
    return new OutboundResponse(answer.status, {}, Readable.from([Buffer.from(answer.body ?? '')]), 1000)
  }
  const getJson = async (url: string) => {
    sent.push(url)
    if (answer instanceof Error) throw answer
    return JSON.parse(answer.body ?? 'null') as unknown
  }
  const outbound = { trusted: () => undefined, request, getJson } as unknown as Outbound
  const config = configOf(IdentityConfig, { plcUrl: 'http://localhost:2582/plc', resolverTimeoutMs: 123 })
  return { client: new PlcClient(outbound, config), sent }
}

describe('PlcClient, sending', () => {
  test('posts the operation to the directory, however far below the root that is', async () => {
    const { client: sending, sent } = client({ status: 200, body: 'OK' })
    await expect(sending.send(did, operation)).resolves.toEqual({ taken: true })
    expect(sent).toEqual([
      {
        url: `http://localhost:2582/plc/${did}`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(operation),
        timeoutMs: 123,
        responseMaxBytes: 65_536,
      },
    ])
  })

  test.each([
    [400, '{"message":"Invalid signature"}', 'Invalid signature'],
    [409, '{"message":""}', undefined],
    [400, '{"message":{"a":1}}', undefined],
    [400, 'null', undefined],
    [404, '<html>', undefined],
    [400, JSON.stringify({ message: 'x'.repeat(500) }), 'x'.repeat(300)],
  ])('%d %s is a no', async (status, body, message) => {
    await expect(client({ status, body }).client.send(did, operation)).resolves.toEqual({
      taken: false,
      status,
      message,
    })
  })

  test.each([301, 408, 429, 500, 503])('%d leaves open what became of it', async (status) => {
    await expect(client({ status }).client.send(did, operation)).rejects.toThrow(PlcUnavailable)
  })

  test('so does a broken connection, but a fault is a fault', async () => {
    const broken = new OutboundError('network', 'reset')
    await expect(client(broken).client.send(did, operation)).rejects.toMatchObject({
      name: 'PlcUnavailable',
      cause: broken,
    })
    await expect(client(new TypeError('broken')).client.send(did, operation)).rejects.toThrow(TypeError)
  })
})

describe('PlcClient, asking for the last operation', () => {
  test('reads it', async () => {
    const { client: asking, sent } = client({ status: 200, body: JSON.stringify(operation) })
    await expect(asking.last(did)).resolves.toEqual(operation)
    expect(sent).toEqual([`http://localhost:2582/plc/${did}/log/last`])
  })

  test('there is none of a DID that the directory does not know', async () => {
    await expect(client(new OutboundError('status', '404', 404)).client.last(did)).resolves.toBeUndefined()
  })

  test.each<[string, { status: number; body: string } | Error]>([
    ['an error', new OutboundError('status', '500', 500)],
    ['nothing', new OutboundError('timeout', 'no answer in time')],
    ['nonsense', { status: 200, body: '{"type":"plc_operation"}' }],
    ['null', { status: 200, body: 'null' }],
  ])('%s is no answer', async (_, answer) => {
    await expect(client(answer).client.last(did)).rejects.toThrow(PlcUnavailable)
  })
})
