import * as dagCbor from '@ipld/dag-cbor'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  InvalidFrame,
  decodeFrame,
  encodeAccountEvent,
  encodeCommitEvent,
  encodeIdentityEvent,
  encodeSyncEvent,
  errorFrame,
  infoFrame,
  withSeq,
} from '@guildhall/firehose'
import type { StoredFrame } from '@guildhall/firehose'
import { cborCidBytes, toCid } from '@guildhall/data'
import type { CidBytes } from '@guildhall/data'

const bytes = (length: number) => new Uint8Array(length).map((_, i) => i)
const cidArbitrary = fc.nat(1000).map((n) => cborCidBytes(Uint8Array.of(n >>> 8, n)))
const seqArbitrary = fc.oneof(
  fc.constantFrom(1, 2, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
  fc.maxSafeNat().filter((seq) => seq > 0),
)
const link = (cid: CidBytes | null | undefined) => (cid ? toCid(cid) : cid)
const time = '2024-07-31T12:00:00.000Z'
const did = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'
const rev = '3l4sx2lnhpk2d'

/** Two objects as a generic encoder writes them. Keys without a value are left out. */
function generic(header: object, body: object): Buffer {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  return Buffer.concat([dagCbor.encode(header), dagCbor.encode(given)])
}

function expectSame(stored: StoredFrame, seq: number, t: string, body: object): void {
  const frame = withSeq(stored, seq)
  expect(Buffer.compare(frame, generic({ op: 1, t }, { ...body, seq }))).toBe(0)
  expect(decodeFrame(frame).header).toEqual({ op: 1, t })
  expect(decodeFrame(frame).body.seq).toBe(seq)
}

const opArbitrary = fc
  .record({
    action: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
    path: fc.constantFrom('com.example.a/b', `com.example.a/${'x'.repeat(300)}`),
    cid: cidArbitrary,
    prev: cidArbitrary,
  })
  .map(({ action, path, cid, prev }) => ({
    action,
    path,
    cid: action === 'delete' ? null : cid,
    ...(action === 'create' ? {} : { prev }),
  }))

const commitArbitrary = fc.record(
  {
    did: fc.constantFrom(did, `did:web:${'a'.repeat(60)}.example`),
    rev: fc.constant(rev),
    since: fc.constantFrom(null, rev),
    commit: cidArbitrary,
    blocks: fc.constantFrom(0, 10, 300, 70_000).map(bytes),
    ops: fc.array(opArbitrary, { maxLength: 40, size: 'max' }),
    prevData: cidArbitrary,
    time: fc.constant(time),
  },
  { requiredKeys: ['did', 'rev', 'since', 'commit', 'blocks', 'ops', 'time'] },
)

describe('the frame of an event', () => {
  it('#commit is what a generic DAG-CBOR encoder writes', () => {
    fc.assert(
      fc.property(commitArbitrary, seqArbitrary, (event, seq) => {
        const { did: repo, commit, prevData, ops, ...rest } = event
        const plainOps = ops.map(({ cid, prev, ...op }) => ({
          ...op,
          cid: link(cid),
          ...(prev ? { prev: link(prev) } : {}),
        }))
        expectSame(encodeCommitEvent(event), seq, '#commit', {
          ...rest,
          repo,
          commit: link(commit),
          ops: plainOps,
          prevData: link(prevData),
          blobs: [],
          rebase: false,
          tooBig: false,
        })
      }),
      { numRuns: 100 },
    )
  })

  it.each([0, 200, 3000])('#sync with %i bytes of blocks', (length) => {
    const event = { did, rev, blocks: bytes(length), time }
    expectSame(encodeSyncEvent(event), 5, '#sync', event)
  })

  it.each([undefined, 'alice.example', `${'a'.repeat(60)}.${'b'.repeat(60)}.example`])(
    '#identity with handle %s',
    (handle) => {
      const event = { did, time, ...(handle === undefined ? {} : { handle }) }
      expectSame(encodeIdentityEvent(event), 70_000, '#identity', event)
    },
  )

  it.each([
    { did, time, active: true },
    { did, time, active: false, status: 'takendown' },
    { did: `did:web:${'a'.repeat(2000)}`, time, active: false, status: 'deactivated' },
  ])('#account %j', (event) => {
    expectSame(encodeAccountEvent(event), 1, '#account', event)
  })

  it('takes only sequence numbers', () => {
    const stored = encodeIdentityEvent({ did, time })
    for (const seq of [0, -1, 1.5, 2 ** 53, Number.NaN])
      expect(() => withSeq(stored, seq)).toThrow(RangeError)
  })
})

describe('frames without a sequence number', () => {
  it.each(['Consumer too slow', 'ça ne va pas: 🐌', 'x'.repeat(400), undefined])(
    'tell the reason: %s',
    (message) => {
      const error = errorFrame('ConsumerTooSlow', message)
      expect(Buffer.compare(error, generic({ op: -1 }, { error: 'ConsumerTooSlow', message }))).toBe(0)
      expect(decodeFrame(error).header).toEqual({ op: -1 })
      const info = infoFrame('OutdatedCursor', message)
      expect(Buffer.compare(info, generic({ op: 1, t: '#info' }, { name: 'OutdatedCursor', message }))).toBe(
        0,
      )
      expect(decodeFrame(info).body.name).toBe('OutdatedCursor')
    },
  )
})

describe('decoding a frame', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a header alone', dagCbor.encode({ op: -1 })],
    ['another op', generic({ op: 2, t: '#commit' }, {})],
    ['a message without type', generic({ op: 1 }, {})],
    ['a type that is no text', generic({ op: 1, t: 5 }, {})],
    ['a type that is too long', generic({ op: 1, t: 'x'.repeat(5000) }, {})],
    ['a body that is a list', Buffer.concat([dagCbor.encode({ op: -1 }), dagCbor.encode([])])],
    [
      'a body that is a link',
      Buffer.concat([dagCbor.encode({ op: -1 }), dagCbor.encode(toCid(cborCidBytes(bytes(1))))]),
    ],
    ['a body that is cut short', errorFrame('X', 'y').subarray(0, -1)],
    ['bytes after the body', Buffer.concat([errorFrame('X', 'y'), Uint8Array.of(0)])],
  ])('refuses %s', (_, frame) => {
    expect(() => decodeFrame(frame)).toThrow(InvalidFrame)
  })

  it('takes types of every length that may be', () => {
    for (const length of [0, 23, 24, 255, 1000]) {
      const t = 'x'.repeat(length)
      expect(decodeFrame(generic({ op: 1, t }, { a: 1 }))).toEqual({ header: { op: 1, t }, body: { a: 1 } })
    }
  })

  it('throws nothing but InvalidFrame, whatever the bytes', () => {
    const isRefused = (frame: Uint8Array): void => {
      try {
        decodeFrame(frame)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidFrame)
      }
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100, size: 'max' }), isRefused), { numRuns: 300 })
    const good = withSeq(encodeSyncEvent({ did, rev, blocks: bytes(20), time }), 5)
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(200), (at, byte, cut) => {
        const frame = Uint8Array.from(good)
        frame[at] = byte
        isRefused(frame)
        isRefused(frame.subarray(0, cut))
      }),
      { numRuns: 300 },
    )
  })
})
