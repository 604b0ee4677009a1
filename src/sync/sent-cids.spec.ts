import { cborCidBytes } from '@guildhall/data'
import { SentCids } from './sent-cids.js'

const cidOf = (n: number) => cborCidBytes(Buffer.from(String(n)))

describe('SentCids', () => {
  it('knows what was added, while it grows', () => {
    const sent = new SentCids()
    const count = 20_000
    const numbers = Array.from({ length: count }, (_, n) => n)
    expect(numbers.filter((n) => !sent.add(cidOf(n)))).toEqual([])
    expect(numbers.filter((n) => sent.add(cidOf(n)))).toEqual([])
    expect(sent.add(cidOf(count))).toBe(true)
  })

  it('reads a CID out of a larger buffer', () => {
    const sent = new SentCids()
    sent.add(Buffer.concat([Buffer.alloc(7), cidOf(1), Buffer.alloc(9)]), 7)
    expect(sent.add(cidOf(1))).toBe(false)
    expect(sent.add(cidOf(2))).toBe(true)
  })

  it('takes a hash of zeros', () => {
    const zeros = new Uint8Array(36)
    const sent = new SentCids()
    expect(sent.add(zeros)).toBe(true)
    expect(sent.add(zeros)).toBe(false)
  })

  it('stays within its memory, and then lets blocks pass twice rather than leave one out', () => {
    const sent = new SentCids()
    const cid = new Uint8Array(36)
    const view = new DataView(cid.buffer)
    const count = 1_600_000
    const spread = (n: number): Uint8Array => {
      view.setUint32(4, n + 1, true)
      view.setUint32(8, Math.imul(n, 2_654_435_761), true)
      cid[35] = n
      return cid
    }
    for (let n = 0; n < count; n++) if (!sent.add(spread(n))) throw new Error(`${n} was not there`)
    expect(sent.add(spread(0))).toBe(false)
    expect(sent.add(spread(count - 1))).toBe(true)
    expect(sent.add(spread(count - 1))).toBe(true)
  })
})
