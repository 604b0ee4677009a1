import * as dagCbor from '@ipld/dag-cbor'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cborCidBytes, rawCidBytes, toCid } from '@guildhall/data'
import {
  EMPTY_NODE,
  InvalidRepo,
  NODE_MAX_BYTES,
  NODE_MAX_ENTRIES,
  buildTree,
  decodeNode,
  makeNode,
} from '@guildhall/repo'
import { PATHS, cidOf, leavesArbitrary, nodeObject, text } from '../test/sample-trees.js'

const link = (n: number) => toCid(cidOf(n))
const utf8 = (value: string) => new TextEncoder().encode(value)
const entry = (over: object = {}) => ({ k: utf8('com.example.a/b'), p: 0, t: null, v: link(1), ...over })
const encoded = (...entries: unknown[]) => dagCbor.encode({ l: null, e: entries })

/** A tree node of every kind: with and without subtrees, bridging a layer, empty. */
const nodesArbitrary = leavesArbitrary.map((leaves) => buildTree(leaves).nodes)

describe('encoding a tree node', () => {
  it('gives the bytes of a generic DAG-CBOR encoder', () => {
    fc.assert(
      fc.property(nodesArbitrary, (nodes) => {
        for (const node of nodes) {
          expect(Buffer.compare(node.bytes, dagCbor.encode(nodeObject(node, toCid)))).toBe(0)
          expect(text(node.cid)).toBe(text(cborCidBytes(node.bytes)))
        }
      }),
      { numRuns: 50 },
    )
  })

  it('knows the CID of the empty tree', () => {
    expect(text(EMPTY_NODE.cid)).toBe('bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm')
  })

  it('refuses entries that are not in order, and paths that are none', () => {
    const leaf = (path: string) => ({ path, cid: cidOf(1), right: null })
    expect(() => makeNode(null, [leaf('a/b'), leaf('a/a')])).toThrow(InvalidRepo)
    expect(() => makeNode(null, [leaf('a/b'), leaf('a/b')])).toThrow(InvalidRepo)
    expect(() => makeNode(null, [leaf('a')])).toThrow(InvalidRepo)
  })

  it('refuses what decoding would refuse for its size', () => {
    const many = (count: number, length: number) =>
      Array.from({ length: count }, (_, i) => {
        const number = String(i).padStart(6, '0')
        return { path: `a/${number}${'x'.repeat(length)}`, cid: cidOf(1), right: null }
      })
    expect(() => makeNode(null, many(NODE_MAX_ENTRIES, 8))).not.toThrow()
    expect(() => makeNode(null, many(NODE_MAX_ENTRIES + 1, 8))).toThrow(InvalidRepo)
    expect(() => makeNode(null, many(1100, 1000))).toThrow(InvalidRepo)
    expect(() => decodeNode(new Uint8Array(NODE_MAX_BYTES + 1))).toThrow(InvalidRepo)
  })
})

describe('decoding a tree node', () => {
  it('gives what was encoded', () => {
    fc.assert(
      fc.property(nodesArbitrary, (nodes) => {
        for (const node of nodes) {
          const decoded = decodeNode(node.bytes)
          expect(decoded.key).toBe(node.key)
          expect(text(decoded.left)).toBe(text(node.left))
          const plain = ({ entries }: typeof node) =>
            entries.map(({ path, cid, right }) => [path, text(cid), text(right)])
          expect(plain(decoded)).toEqual(plain(node))
        }
      }),
      { numRuns: 50 },
    )
  })

  it('takes the CID that is given for true', () => {
    expect(decodeNode(EMPTY_NODE.bytes, cidOf(1)).cid).toBe(cidOf(1))
  })

  it('does not keep a large buffer for a small node', () => {
    const node = buildTree([[PATHS[0]!, cidOf(1)]]).nodes[0]!
    const chunk = new Uint8Array(65_536)
    chunk.set(node.bytes, 100)
    const decoded = decodeNode(chunk.subarray(100, 100 + node.bytes.length))
    expect(decoded.bytes.buffer.byteLength).toBe(node.bytes.length)
    chunk.fill(0)
    expect(text(decoded.entries[0]!.cid)).toBe(text(cidOf(1)))
  })

  it('takes a node of one entry', () => {
    expect(decodeNode(encoded(entry())).entries).toHaveLength(1)
    expect(decodeNode(encoded(entry({ v: toCid(rawCidBytes(new Uint8Array(32))) }))).entries).toHaveLength(1)
  })

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['no map', dagCbor.encode([])],
    ['no entries', dagCbor.encode({ l: null })],
    ['another key', dagCbor.encode({ l: null, e: [], x: 1 })],
    ['entries that are no list', dagCbor.encode({ l: null, e: {} })],
    ['an entry that is no map', encoded(1)],
    ['an entry with another key', encoded(entry({ x: 1 }))],
    ['an entry without v', dagCbor.encode({ l: null, e: [{ k: utf8('a/b'), p: 0, t: null }] })],
    ['a null record', encoded(entry({ v: null }))],
    ['a subtree that is a blob', encoded(entry({ t: toCid(rawCidBytes(new Uint8Array(32))) }))],
    ['a left subtree that is a text', dagCbor.encode({ l: 'x', e: [] })],
    ['a key that is a text', encoded(entry({ k: 'com.example.a/b' }))],
    ['a negative prefix', encoded(entry({ p: -1 }))],
    ['a prefix of nothing', encoded(entry({ p: 1 }))],
    ['an empty path', encoded(entry({ k: utf8('') }))],
    ['a path without a slash', encoded(entry({ k: utf8('ab') }))],
    ['a path with two slashes', encoded(entry({ k: utf8('a/b/c') }))],
    ['a path that ends in its slash', encoded(entry({ k: utf8('a/') }))],
    ['a path with a foreign character', encoded(entry({ k: utf8('a/b c') }))],
    ['a path that is too long', encoded(entry({ k: utf8(`a/${'b'.repeat(1023)}`) }))],
    ['the same path twice', encoded(entry(), entry({ p: 15, k: utf8('') }))],
    ['paths that descend', encoded(entry(), entry({ p: 14, k: utf8('a') }))],
    ['less shared than could be', encoded(entry(), entry({ p: 13, k: utf8('/c') }))],
    ['a second slash after the shared part', encoded(entry(), entry({ p: 15, k: utf8('/c') }))],
    ['a slash lost with the part not shared', encoded(entry(), entry({ p: 3, k: utf8('z') }))],
    ['bytes after the node', Buffer.concat([encoded(entry()), Buffer.from([0])])],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeNode(bytes)).toThrow(InvalidRepo)
  })

  it('refuses numbers that are not in their shortest form', () => {
    const bytes = encoded(entry({ k: utf8('a/b'), t: link(2) }))
    const at = Buffer.from(bytes).indexOf('a/b')
    const long = Buffer.concat([bytes.subarray(0, at - 1), Buffer.from([0x58, 3]), bytes.subarray(at)])
    expect(() => decodeNode(long)).toThrow(InvalidRepo)
    const longer = Buffer.concat([bytes.subarray(0, at - 1), Buffer.from([0x59, 0, 3]), bytes.subarray(at)])
    expect(() => decodeNode(longer)).toThrow(InvalidRepo)
  })

  it('throws nothing but InvalidRepo, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300, size: 'max' }), isRefusedOrCanonical), {
      numRuns: 300,
    })
  })

  it('throws nothing but InvalidRepo for damaged nodes, and takes none that it would encode otherwise', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(nodesArbitrary, fc.nat(), damage, fc.nat(400), (nodes, which, changes, cut) => {
        const bytes = Uint8Array.from(nodes[which % nodes.length]!.bytes)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        isRefusedOrCanonical(bytes)
        isRefusedOrCanonical(bytes.subarray(0, cut))
      }),
      { numRuns: 500 },
    )
  })
})

function isRefusedOrCanonical(bytes: Uint8Array): void {
  let node
  try {
    node = decodeNode(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRepo)
    return
  }
  expect(makeNode(node.left, node.entries).key).toBe(node.key)
}
