import { Buffer } from 'node:buffer'
import * as dagCbor from '@ipld/dag-cbor'
import { describe, expect, it } from '@jest/globals'
import {
  decodeFrame,
  encodeAccountEvent,
  encodeCommitEvent,
  encodeIdentityEvent,
  encodeSyncEvent,
  errorFrame,
  infoFrame,
  InvalidFrame,
  withSeq,
} from '@guildhall/firehose'
import { cborCidBytes, type CidBytes, DEPTH_MAX, toCid } from '@guildhall/data'

const did = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'
const rev = '3l4sx2lnhpk2d'
const time = '2024-07-31T12:00:00.000Z'
const cidOf = (n: number): CidBytes => cborCidBytes(Uint8Array.of(n))

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const MESSAGE = hex('a2 6174 63 23 61 62 626f70 01') // {t: '#ab', op: 1}
const ERROR = hex('a1 626f70 20') // {op: -1}

describe('a frame of each kind is read whole', () => {
  it('#commit, with operations of each kind', () => {
    const ops = [
      { action: 'create' as const, path: 'com.example.a/1', cid: cidOf(1) },
      { action: 'update' as const, path: 'com.example.a/2', cid: cidOf(2), prev: cidOf(3) },
      { action: 'delete' as const, path: 'com.example.a/3', cid: null, prev: cidOf(4) },
    ]
    const blocks = Uint8Array.of(1, 2, 3)
    const event = { did, rev, since: rev, commit: cidOf(5), blocks, ops, prevData: cidOf(6), time }
    expect(decodeFrame(withSeq(encodeCommitEvent(event), 7))).toEqual({
      header: { op: 1, t: '#commit' },
      body: {
        seq: 7,
        repo: did,
        rev,
        since: rev,
        commit: toCid(cidOf(5)),
        blocks,
        ops: [
          { action: 'create', path: 'com.example.a/1', cid: toCid(cidOf(1)) },
          { action: 'update', path: 'com.example.a/2', cid: toCid(cidOf(2)), prev: toCid(cidOf(3)) },
          { action: 'delete', path: 'com.example.a/3', cid: null, prev: toCid(cidOf(4)) },
        ],
        prevData: toCid(cidOf(6)),
        blobs: [],
        rebase: false,
        tooBig: false,
        time,
      },
    })
  })

  it('#commit, the first of a repository', () => {
    const event = { did, rev, since: null, commit: cidOf(5), blocks: new Uint8Array(), ops: [], time }
    const { body } = decodeFrame(withSeq(encodeCommitEvent(event), 1))
    expect(body).toMatchObject({ since: null, ops: [] })
    expect(body).not.toHaveProperty('prevData')
  })

  it('#sync', () => {
    const blocks = Uint8Array.of(1, 2)
    expect(decodeFrame(withSeq(encodeSyncEvent({ did, rev, blocks, time }), 7))).toEqual({
      header: { op: 1, t: '#sync' },
      body: { seq: 7, did, rev, blocks, time },
    })
  })

  it('#identity', () => {
    const handle = 'alice.example'
    expect(decodeFrame(withSeq(encodeIdentityEvent({ did, handle, time }), 7))).toEqual({
      header: { op: 1, t: '#identity' },
      body: { seq: 7, did, handle, time },
    })
    expect(decodeFrame(withSeq(encodeIdentityEvent({ did, time }), 7)).body).toEqual({ seq: 7, did, time })
  })

  it('#account', () => {
    expect(decodeFrame(withSeq(encodeAccountEvent({ did, active: true, time }), 7))).toEqual({
      header: { op: 1, t: '#account' },
      body: { seq: 7, did, active: true, time },
    })
    const status = 'deactivated'
    expect(decodeFrame(withSeq(encodeAccountEvent({ did, active: false, status, time }), 7)).body).toEqual({
      seq: 7,
      did,
      active: false,
      status,
      time,
    })
  })

  it('#info and errors, with and without a message', () => {
    expect(decodeFrame(infoFrame('OutdatedCursor', 'é'))).toEqual({
      header: { op: 1, t: '#info' },
      body: { name: 'OutdatedCursor', message: 'é' },
    })
    expect(decodeFrame(infoFrame('OutdatedCursor')).body).toEqual({ name: 'OutdatedCursor' })
    expect(decodeFrame(errorFrame('FutureCursor', ''))).toEqual({
      header: { op: -1 },
      body: { error: 'FutureCursor', message: '' },
    })
    expect(decodeFrame(errorFrame('FutureCursor')).body).toEqual({ error: 'FutureCursor' })
  })

  it('with fields in its header that nobody knows yet', () => {
    for (const [header, expected] of [
      ['a3 6161 01 6174 62 2361 626f70 01', { op: 1, t: '#a' }],
      ['a3 6174 62 2361 626f70 01 63616263 a1 6161 80', { op: 1, t: '#a' }],
      ['a2 626f70 20 63616263 f6', { op: -1 }],
    ] as const) {
      expect(decodeFrame(Buffer.concat([hex(header), hex('a0')]))).toEqual({ header: expected, body: {} })
    }
  })

  it('from the midst of a larger buffer, and without a share in it', () => {
    const frame = withSeq(encodeSyncEvent({ did, rev, blocks: Uint8Array.of(1, 2), time }), 7)
    const larger = Buffer.concat([hex('ffff'), frame, hex('ffff')])
    const { body } = decodeFrame(larger.subarray(2, -2))
    larger.fill(0)
    expect(body).toEqual({ seq: 7, did, rev, blocks: Uint8Array.of(1, 2), time })
  })

  it('with names that JavaScript has for other things', () => {
    const body = { asCID: 1, constructor: 2, toString: 3, length: 4 }
    expect(decodeFrame(Buffer.concat([MESSAGE, dagCbor.encode(body)])).body).toEqual(body)
  })
})

describe('a hostile header is refused', () => {
  it.each<[string, string]>([
    ['names in another order', 'a2 626f70 01 6174 62 2361'],
    ['a float in another field', 'a3 6161 f93c00 6174 62 2361 626f70 01'],
    ['more than a header may have', `a3 6161 59 2000 ${'00'.repeat(0x2000)} 6174 62 2361 626f70 01`],
    ['a type twice', 'a3 6174 62 2361 6174 62 2361 626f70 01'],
    ['an error with a type', 'a2 6174 62 2361 626f70 20'],
    ['a message without an operation', 'a1 6174 62 2361'],
    ['an operation in a longer form', 'a2 6174 62 2361 626f70 1801'],
    ['an operation that is a float', 'a2 6174 62 2361 626f70 f93c00'],
    ['operation 0', 'a2 6174 62 2361 626f70 00'],
    ['operation -2', 'a1 626f70 21'],
    ['a map in a longer form', 'b802 6174 62 2361 626f70 01'],
    ['a map of no definite length', 'bf 6174 62 2361 626f70 01 ff'],
    ['a type with a length in a longer form', 'a2 6174 7802 2361 626f70 01'],
    ['a type with a length of two bytes', 'a2 6174 790002 2361 626f70 01'],
    ['a type of no definite length', 'a2 6174 7f 62 2361 ff 626f70 01'],
    ['a type that is a byte string', 'a2 6174 42 2361 626f70 01'],
    ['a type that is not UTF-8', 'a2 6174 62 23ff 626f70 01'],
    ['half of a surrogate pair as its type', 'a2 6174 63 eda080 626f70 01'],
    ['a list', '82 6174 626f70'],
    ['a tag around it', 'd82a a1 626f70 20'],
  ])('%s', (_, header) => {
    expect(() => decodeFrame(Buffer.concat([hex(header), hex('a0')]))).toThrow(InvalidFrame)
  })

  it('cut short anywhere', () => {
    const frame = Buffer.concat([MESSAGE, hex('a0')])
    for (let length = 0; length < frame.length; length++) {
      expect(() => decodeFrame(frame.subarray(0, length))).toThrow(InvalidFrame)
    }
    expect(decodeFrame(frame)).toEqual({ header: { op: 1, t: '#ab' }, body: {} })
  })
})

describe('a hostile body is refused', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['null', 'f6'],
    ['a text', '6161'],
    ['an integer', '01'],
    ['a byte string', '41 00'],
    ['a list of maps', '81 a0'],
    ['two bodies', 'a0 a0'],
    ['names in another order', 'a2 6162 01 6161 01'],
    ['a longer name first', 'a2 626161 01 6162 01'],
    ['a name twice', 'a2 6161 01 6161 01'],
    ['a name that is no text', 'a1 01 01'],
    ['the name __proto__', 'a1 69 5f5f70726f746f5f5f a0'],
    ['a float', 'a1 6161 fb 3ff8000000000000'],
    ['a whole number as a float', 'a1 6161 f9 3c00'],
    ['undefined', 'a1 6161 f7'],
    ['a simple value', 'a1 6161 e0'],
    ['an integer in a longer form', 'a1 6161 1801'],
    ['an integer past 2^53', 'a1 6161 1b 0020000000000000'],
    ['an integer below -2^53', 'a1 6161 3b 001fffffffffffff'],
    ['a text that is not UTF-8', 'a1 6161 62 c328'],
    ['a map of no definite length', 'bf 6161 01 ff'],
    ['a tag that is none of a link', 'a1 6161 c1 01'],
    ['a link of no CID', 'a1 6161 d82a 42 0001'],
    ['a link without its zero', 'a1 6161 d82a 41 01'],
    ['a list longer than the frame', 'a1 6161 9b 001fffffffffffff'],
    ['a map longer than the frame', 'bb 001fffffffffffff'],
    ['a text longer than the frame', 'a1 6161 7b 001fffffffffffff 61'],
    ['a byte string longer than the frame', 'a1 6161 5a ffffffff 61'],
  ])('%s', (_, body) => {
    for (const header of [MESSAGE, ERROR]) {
      expect(() => decodeFrame(Buffer.concat([header, hex(body)]))).toThrow(InvalidFrame)
    }
  })

  it('nested deeper than data is', () => {
    const nested = (levels: number) => Buffer.concat([MESSAGE, hex('a16161'.repeat(levels)), hex('01')])
    expect(() => decodeFrame(nested(DEPTH_MAX))).not.toThrow()
    expect(() => decodeFrame(nested(DEPTH_MAX + 1))).toThrow(InvalidFrame)
    expect(() => decodeFrame(nested(100_000))).toThrow(InvalidFrame)
    expect(() => decodeFrame(Buffer.concat([MESSAGE, hex('a16161'), hex('81'.repeat(100_000))]))).toThrow(
      InvalidFrame,
    )
  })
})
