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

  it('lets those who wait leave, and passes the slot to the next', async () => {
    const slots = new Slots(1)
    let finish = (): void => undefined
    const first = slots.use(() => new Promise<void>((resolve) => (finish = resolve)))
    const impatient = new AbortController()
    const second = slots.use(() => Promise.resolve('never'), impatient.signal)
    const third = slots.use(() => Promise.resolve('third'))
    impatient.abort(new Error('left'))
    await expect(second).rejects.toThrow('left')
    finish()
    await first
    await expect(third).resolves.toBe('third')
    await expect(slots.use(() => Promise.resolve(1), impatient.signal)).rejects.toThrow('left')
    await expect(slots.use(() => Promise.resolve('free'))).resolves.toBe('free')
  })
})
