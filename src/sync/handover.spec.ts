import { Handover } from './handover.js'
import { ReaderGone } from './reader-gone.js'

const tick = () => new Promise((resolve) => setImmediate(resolve))

async function readAll<T>(handover: Handover<T>): Promise<T[]> {
  const all: T[] = []
  for await (const piece of handover) all.push(piece)
  return all
}

describe('Handover', () => {
  it('passes every piece in order', async () => {
    const handover = new Handover<number>(1_000)
    const write = (async () => {
      for (let i = 0; i < 100; i++) await handover.give(i)
      handover.end()
    })()
    expect(await readAll(handover)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    await write
  })

  it('lets the writer run only a few pieces ahead', async () => {
    const handover = new Handover<number>(1_000)
    let given = 0
    const write = (async () => {
      for (let i = 0; i < 50; i++) {
        await handover.give(i)
        given++
      }
      handover.end()
    })()
    await tick()
    expect(given).toBeLessThan(10)
    await readAll(handover)
    await write
    expect(given).toBe(50)
  })

  it('stops the writer when the reader leaves', async () => {
    const handover = new Handover<number>(1_000)
    const write = (async () => {
      for (;;) await handover.give(1)
    })()
    for await (const piece of handover) {
      expect(piece).toBe(1)
      break
    }
    await expect(write).rejects.toThrow(ReaderGone)
  })

  it('gives up on a reader that takes nothing', async () => {
    const handover = new Handover<number>(20)
    const write = (async () => {
      for (;;) await handover.give(1)
    })()
    await expect(write).rejects.toThrow(ReaderGone)
    await expect(readAll(handover)).rejects.toThrow('took nothing')
  })

  it('passes on what went wrong, after the pieces before it', async () => {
    const handover = new Handover<number>(1_000)
    await handover.give(7)
    handover.fail(new Error('disk on fire'))
    const seen: number[] = []
    const read = (async () => {
      for await (const piece of handover) seen.push(piece)
    })()
    await expect(read).rejects.toThrow('disk on fire')
    expect(seen).toEqual([7])
  })
})
