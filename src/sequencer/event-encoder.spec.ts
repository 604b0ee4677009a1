import { cborCidBytes } from '@guildhall/data'
import { encodeEvent, FRAME_BYTES_MAX } from './event-encoder.js'

const TIME = '2026-01-01T00:00:00.000Z'
const DID = 'did:web:alice.example'
const REV = '3l4sx2lnhpk2d'
const CID = cborCidBytes(new Uint8Array(0))

const commitOf = (bytes: number) =>
  encodeEvent(
    { kind: 'commit', did: DID, rev: REV, since: null, commit: CID, blocks: new Uint8Array(bytes), ops: [] },
    TIME,
  )

describe('encodeEvent', () => {
  test('takes what fits into a message of the stream', () => {
    expect(commitOf(FRAME_BYTES_MAX - 1_000).frame.length).toBeLessThan(FRAME_BYTES_MAX)
  })

  test('lets nothing larger into the log, of any kind', () => {
    expect(() => commitOf(FRAME_BYTES_MAX)).toThrow('too large')
    const blocks = new Uint8Array(FRAME_BYTES_MAX)
    expect(() => encodeEvent({ kind: 'sync', did: DID, rev: REV, blocks }, TIME)).toThrow('too large')
  })
})
