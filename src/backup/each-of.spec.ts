import { eachOf } from './each-of.js'

const soon = () => new Promise((resolve) => setImmediate(resolve))

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) yield n
}

describe('eachOf', () => {
  it('does everything once, so many at a time', async () => {
    const done: number[] = []
    let [underWay, most] = [0, 0]
    await eachOf(numbers(10), 3, async (n) => {
      most = Math.max(most, ++underWay)
      await soon()
      underWay--
      done.push(n)
    })
    expect(done.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(most).toBe(3)
  })

  it('begins nothing after a failure, and fails when nothing is under way any more', async () => {
    const begun: number[] = []
    let underWay = 0
    const working = eachOf([1, 2, 3, 4, 5, 6][Symbol.iterator](), 2, async (n) => {
      begun.push(n)
      if (n === 1) throw new Error('one')
      underWay++
      for (let i = 0; i < 5; i++) await soon()
      underWay--
    })
    await expect(working).rejects.toThrow('one')
    expect(begun).toEqual([1, 2])
    expect(underWay).toBe(0)
  })

  it('fails as its items do', async () => {
    const broken = async function* (): AsyncGenerator<number> {
      yield 1
      throw new Error('no more')
    }
    await expect(eachOf(broken(), 2, async () => undefined)).rejects.toThrow('no more')
  })
})
