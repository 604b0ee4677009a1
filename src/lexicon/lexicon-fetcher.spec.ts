import { K256Key } from '@guildhall/crypto'
import { cborCidBytes, encode } from '@guildhall/data'
import { applyWrites, EMPTY_NODE, encodeCar, signCommit } from '@guildhall/repo'
import type { Nsid } from '@guildhall/syntax'
import { Readable } from 'node:stream'
import { configOf } from '../config/index.js'
import type { DidDocuments } from '../identity/index.js'
import { type Outbound, OutboundError, OutboundResponse, type TxtResolver } from '../outbound/index.js'
import { LexiconConfig } from './lexicon.config.js'
import { LEXICON_BYTES_MAX, LexiconFetcher } from './lexicon-fetcher.js'
import { LexiconUnresolvable } from './lexicon-unresolvable.js'

const NSID = 'com.example.lab.fooBar' as Nsid
const DID = 'did:web:lexicons.example'
const OTHER = 'did:web:others.example'
const PDS = 'https://pds.example'
const key = K256Key.fromHex('01'.repeat(32))
const newKey = K256Key.fromHex('02'.repeat(32))

function carOf(text = 'a lexicon', { did = DID, signer = key } = {}): Uint8Array {
  const bytes = encode({ text })
  const cid = cborCidBytes(bytes)
  const path = `com.atproto.lexicon.schema/${NSID}`
  const { root, newNodes } = applyWrites(EMPTY_NODE.cid, [{ action: 'create', path, cid }], new Map())
  const commit = signCommit({ did, rev: '3l4sx2lnhpk2d', data: root }, signer)
  return encodeCar([commit.cid], [commit, ...newNodes, { cid, bytes }])
}

interface World {
  txt?: string[] | Error | 'never'
  /** what the DID document says, kept and after it was fetched again */
  kept?: object
  fresh?: object
  answer?: (url: URL) => Uint8Array | number
  authorityDid?: string
}

const documentOf = ({ pds = PDS, didKey = key.didKey }: { pds?: string; didKey?: string } = {}) => ({
  id: DID,
  verificationMethod: [
    {
      id: '#atproto',
      type: 'Multikey',
      controller: DID,
      publicKeyMultibase: didKey.slice('did:key:'.length),
    },
  ],
  service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pds }],
})

function fetcherIn({
  txt = [`did=${DID}`],
  kept = documentOf(),
  fresh = kept,
  answer = () => carOf(),
  authorityDid,
}: World) {
  const asked: string[] = []
  const dns = {
    resolveTxt: (name: string) => {
      asked.push(name)
      if (txt === 'never') return new Promise(() => undefined)
      return txt instanceof Error ? Promise.reject(txt) : Promise.resolve(txt.map((entry) => [entry]))
    },
  }
  const dids = { resolve: async (_: string, { refresh = false } = {}) => (refresh ? fresh : kept) }
  const http = {
    request: async (url: URL) => {
      asked.push(String(url))
      const given = answer(url)
      const [status, body] = typeof given === 'number' ? [given, new Uint8Array()] : [200, given]
      return new OutboundResponse(status, {}, Readable.from([Buffer.from(body)]), Infinity)
    },
  }
  const config = configOf(LexiconConfig, { timeoutMs: 100, ...(authorityDid && { authorityDid }) })
  const fetcher = new LexiconFetcher(
    dns as unknown as TxtResolver,
    dids as unknown as DidDocuments,
    http as unknown as Outbound,
    config,
  )
  return { fetch: () => fetcher.fetch(NSID), asked }
}

describe('LexiconFetcher', () => {
  test('asks the domain of the group, then the repository of its DID', async () => {
    const { fetch, asked } = fetcherIn({})
    await expect(fetch()).resolves.toMatchObject({
      nsid: NSID,
      uri: `at://${DID}/com.atproto.lexicon.schema/${NSID}`,
      content: Buffer.from(encode({ text: 'a lexicon' })),
    })
    const query = `did=${encodeURIComponent(DID)}&collection=com.atproto.lexicon.schema&rkey=${NSID}`
    expect(asked).toEqual(['_lexicon.lab.example.com', `${PDS}/xrpc/com.atproto.sync.getRecord?${query}`])
  })

  test('asks one DID for everything, and not the DNS, when that is set', async () => {
    const { fetch, asked } = fetcherIn({ authorityDid: DID, txt: new Error('must not be asked') })
    await expect(fetch()).resolves.toMatchObject({ nsid: NSID })
    expect(asked).toHaveLength(1)
  })

  test('takes a key or a host that changed lately', async () => {
    const withNewKey = fetcherIn({
      fresh: documentOf({ didKey: newKey.didKey }),
      answer: () => carOf('new', { signer: newKey }),
    })
    await expect(withNewKey.fetch()).resolves.toBeDefined()
    const moved = fetcherIn({
      fresh: documentOf({ pds: 'https://elsewhere.example' }),
      answer: ({ host }) => (host === 'elsewhere.example' ? carOf() : 400),
    })
    await expect(moved.fetch()).resolves.toBeDefined()
  })

  test.each<[string, World]>([
    ['no entry', { txt: [] }],
    ['two DIDs', { txt: [`did=${DID}`, `did=${OTHER}`] }],
    ['no DID in the entry', { txt: ['did=nobody'] }],
    ['no name server', { txt: new OutboundError('dns', 'no answer') }],
    ['a name server that never answers', { txt: 'never' }],
    ['no document', { kept: null as never }],
    ['a DID without a host', { kept: { ...documentOf(), service: [] } }],
    ['a DID without a key', { kept: { ...documentOf(), verificationMethod: [] } }],
    ['a host that refuses', { answer: () => 400 }],
    ['a host that redirects', { answer: () => 302 }],
    ['a host that answers nonsense', { answer: () => Buffer.from('<html>') }],
    ['another key', { answer: () => carOf('a lexicon', { signer: newKey }) }],
    ['the repository of another', { answer: () => carOf('a lexicon', { did: OTHER }) }],
    ['a document that is too large', { answer: () => carOf('x'.repeat(LEXICON_BYTES_MAX)) }],
  ])('finds nothing with %s', async (_, world) => {
    await expect(fetcherIn(world).fetch()).rejects.toThrow(LexiconUnresolvable)
  })

  test('hides no mistake of its own', async () => {
    const mistake = new TypeError('undefined is not a function')
    await expect(fetcherIn({ txt: mistake }).fetch()).rejects.toBe(mistake)
  })
})
