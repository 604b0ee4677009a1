import { cborCidBytes } from '@guildhall/data'
import { describe, expect, it } from '@jest/globals'
import { SeenCids } from './seen-cids.js'

const cidOf = (n: number) => cborCidBytes(Buffer.from(String(n)))

describe('CIDs that were seen', () => {
  it('are known, however many there are, and others are not', () => {
    const seen = new SeenCids()
    for (let n = 0; n < 20_000; n++) seen.add(cidOf(n))
    const numbers = Array.from({ length: 40_000 }, (_, n) => n)
    expect(numbers.filter((n) => seen.has(cidOf(n)))).toEqual(numbers.slice(0, 20_000))
  })

  it('may come again, and may begin with zeros', () => {
    const seen = new SeenCids()
    const zeros = cidOf(1)
    zeros.fill(0, 4)
    expect(seen.has(zeros)).toBe(false)
    for (let i = 0; i < 5_000; i++) seen.add(zeros)
    expect(seen.has(zeros)).toBe(true)
    expect(seen.has(cidOf(2))).toBe(false)
  })
})
