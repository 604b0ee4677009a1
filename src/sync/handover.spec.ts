import { setTimeout as sleep } from 'node:timers/promises'
import { Handover } from './handover.js'
import { ReaderGone } from './reader-gone.js'

const PIECE = Buffer.alloc(64 * 1024, 1)

async function readAll(handover: Handover): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of handover) all.push(piece as Buffer)
  return Buffer.concat(all)
}

describe('Handover', () => {
  it('passes every piece in order', async () => {
    const handover = new Handover(1_000)
    const write = (async () => {
      for (let i = 0; i < 100; i++) await handover.give(Buffer.from([i]))
      handover.end()
    })()
    expect([...(await readAll(handover))]).toEqual(Array.from({ length: 100 }, (_, i) => i))
    await write
  })

  it('lets the writer run only a few pieces ahead', async () => {
    const handover = new Handover(10_000)
    let given = 0
    const write = (async () => {
      for (let i = 0; i < 50; i++) {
        await handover.give(PIECE)
        given++
      }
      handover.end()
    })()
    await sleep(1)
    expect(given).toBeLessThan(10)
    expect(await readAll(handover)).toHaveLength(50 * PIECE.length)
    await write
    expect(given).toBe(50)
  })

  const writeForEver = async (handover: Handover) => {
    for (;;) await handover.give(PIECE)
  }

  it('stops the writer when the reader leaves', async () => {
    const handover = new Handover(10_000)
    const write = writeForEver(handover)
    for await (const piece of handover) {
      expect(piece).toEqual(PIECE)
      break
    }
    await expect(write).rejects.toThrow(ReaderGone)
  })

  it('stops the writer when the reader leaves before it took anything', async () => {
    const handover = new Handover(10_000)
    const write = writeForEver(handover)
    handover.destroy()
    await expect(write).rejects.toThrow(ReaderGone)
  })

  it('gives up on a reader that takes nothing', async () => {
    const handover = new Handover(20)
    await expect(writeForEver(handover)).rejects.toThrow(ReaderGone)
    await expect(readAll(handover)).rejects.toThrow('took nothing')
  })

  it('passes on what went wrong', async () => {
    const handover = new Handover(1_000)
    await handover.give(PIECE)
    handover.fail(new Error('disk on fire'))
    await expect(readAll(handover)).rejects.toThrow('disk on fire')
  })
})
