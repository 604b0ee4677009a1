import { jest } from '@jest/globals'
import type { Log } from '../telemetry/index.js'
import { inTime, inTimeOrLater } from './in-time.js'

const LONG_MS = 60_000

interface Line {
  level: 'info' | 'warn' | 'error'
  message: string
}

function noting(lines: Line[]): Log {
  const note = (level: Line['level']) => (_fields: object, message: string) =>
    void lines.push({ level, message })
  return { info: note('info'), warn: note('warn'), error: note('error') } as unknown as Log
}

describe('a queue that is waited for', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('answers what it answers', async () => {
    await expect(inTime(Promise.resolve('kept'))).resolves.toBe('kept')
    await expect(inTime(Promise.reject(new Error('full')))).rejects.toThrow('full')
    expect(jest.getTimerCount()).toBe(0)
  })

  it('is not waited for when it is out of reach: the caller is told to try again', async () => {
    const asked = expect(inTime(new Promise(() => undefined))).rejects.toMatchObject({
      code: 'NotEnoughResources',
      kind: 'unavailable',
    })
    await jest.advanceTimersByTimeAsync(LONG_MS)
    await asked
  })

  it.each([
    ['does what was asked for when it is back', () => Promise.resolve(), 'info'],
    ['says so when that fails', () => Promise.reject(new Error('no')), 'error'],
  ] as const)('lets a start go on, and %s', async (_what, come, level) => {
    const lines: Line[] = []
    let back!: () => void
    const asked = new Promise<void>((resolve) => (back = resolve)).then(come)
    const started = inTimeOrLater(asked, 'schedules', noting(lines))
    await jest.advanceTimersByTimeAsync(LONG_MS)
    await started
    back()
    await jest.advanceTimersByTimeAsync(0)
    expect(lines.map((line) => line.level)).toEqual(['warn', level])
  })

  it('fails a start when the queue answers that it cannot', async () => {
    const refused = Promise.reject<void>(new Error('wrong password'))
    await expect(inTimeOrLater(refused, 'schedules', noting([]))).rejects.toThrow('wrong password')
  })
})
