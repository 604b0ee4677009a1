import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { steadyBody } from './steady-body.js'
import { UploadTooSlow } from './upload.errors.js'

const STALL_MS = 1_000
const ENOUGH = new Uint8Array(16 * 1024)

/** A body whose pieces come when they are given. */
class GivenBody implements AsyncIterable<Uint8Array> {
  #waiting: ((result: IteratorResult<Uint8Array>) => void) | undefined
  closed = false

  give(piece: Uint8Array | undefined): void {
    this.#waiting!(piece ? { done: false, value: piece } : { done: true, value: undefined })
  }

  [Symbol.asyncIterator]() {
    return {
      next: () => new Promise<IteratorResult<Uint8Array>>((resolve) => (this.#waiting = resolve)),
      return: () => {
        this.closed = true
        return Promise.resolve({ done: true as const, value: undefined })
      },
    }
  }
}

describe('a body', () => {
  let body: GivenBody
  let steady: AsyncGenerator<Uint8Array>
  beforeEach(() => {
    jest.useFakeTimers()
    body = new GivenBody()
    steady = steadyBody(body, STALL_MS)
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('comes as it is', async () => {
    const first = steady.next()
    body.give(ENOUGH)
    expect(await first).toEqual({ done: false, value: ENOUGH })
    const end = steady.next()
    body.give(undefined)
    expect((await end).done).toBe(true)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('is given up when too little comes in the time', async () => {
    const first = steady.next()
    body.give(ENOUGH.subarray(1))
    await first
    const second = steady.next()
    const refused = expect(second).rejects.toThrow(UploadTooSlow)
    jest.advanceTimersByTime(STALL_MS)
    await refused
    expect(body.closed).toBe(true)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('may take any time as long as enough comes in each', async () => {
    for (let i = 0; i < 5; i++) {
      const next = steady.next()
      body.give(ENOUGH)
      await next
      const waiting = steady.next()
      jest.advanceTimersByTime(STALL_MS)
      body.give(ENOUGH)
      expect(await waiting).toEqual({ done: false, value: ENOUGH })
    }
  })

  it('is not given up for time that its reader takes', async () => {
    const first = steady.next()
    body.give(new Uint8Array(1))
    await first
    jest.advanceTimersByTime(STALL_MS * 10)
    const second = steady.next()
    body.give(new Uint8Array(1))
    expect(await second).toEqual({ done: false, value: new Uint8Array(1) })
  })

  it('is closed when its reader has had enough', async () => {
    const first = steady.next()
    body.give(ENOUGH)
    await first
    await steady.return(undefined)
    expect(body.closed).toBe(true)
    expect(jest.getTimerCount()).toBe(0)
  })
})
