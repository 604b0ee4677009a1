import { Slots } from './slots.js'

describe('Slots', () => {
  it('never runs more work at a time than there are slots, and runs all of it', async () => {
    const slots = new Slots(3)
    let running = 0
    let most = 0
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        slots.use(async () => {
          most = Math.max(most, ++running)
          await new Promise((resolve) => setImmediate(resolve))
          running--
          return i
        }),
      ),
    )
    expect(most).toBe(3)
    expect(results).toEqual(Array.from({ length: 20 }, (_, i) => i))
  })

  it('frees the slot of work that fails', async () => {
    const slots = new Slots(1)
    await expect(slots.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(slots.use(() => Promise.resolve('yes'))).resolves.toBe('yes')
  })
})
