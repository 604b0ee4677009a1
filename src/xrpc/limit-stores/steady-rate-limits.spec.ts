import { Clock, Log } from '../../telemetry/index.js'
import { type LimitState, type LimitTake, RateLimits } from '../rate-limits.js'
import { MemoryRateLimits } from './memory-rate-limits.js'
import { SteadyRateLimits } from './steady-rate-limits.js'

const TAKE: LimitTake = { bucket: 'calls', key: 'somebody', points: 5, windowMs: 3_600_000, cost: 1 }

class SetClock extends Clock {
  ms = 0

  override nowMs(): number {
    return this.ms
  }
}

class FailingLimits extends RateLimits {
  isAway = false
  asked = 0

  override async take(): Promise<readonly LimitState[]> {
    this.asked++
    if (this.isAway) throw new Error('away')
    return [{ taken: 100, endsMs: 0 }]
  }
}

const setUp = () => {
  const clock = new SetClock()
  const shared = new FailingLimits()
  const lines: string[] = []
  const log = Object.assign(Log.silent(), {
    warn: (_fields: object, line: string) => lines.push(line),
    info: (_fields: object, line: string) => lines.push(line),
  })
  const limits = new SteadyRateLimits(shared, new MemoryRateLimits(clock), clock, log)
  const taken = async () => (await limits.take([TAKE]))[0]!.taken
  return { clock, shared, lines, limits, taken }
}

describe('rate limits whose store may be away', () => {
  it('are counted where all nodes count', async () => {
    const { taken, limits } = setUp()
    expect(await taken()).toBe(100)
    expect(limits.isAway).toBe(false)
  })

  it('are counted here while it is away, without asking it every time, and it is said once', async () => {
    const { taken, shared, lines, limits } = setUp()
    shared.isAway = true
    expect([await taken(), await taken(), await taken()]).toEqual([1, 2, 3])
    expect(shared.asked).toBe(1)
    expect(limits.isAway).toBe(true)
    expect(lines).toEqual(['rate limits cannot be shared: this node counts for itself'])
  })

  it('are shared again when it is back', async () => {
    const { clock, taken, shared, lines } = setUp()
    shared.isAway = true
    await taken()
    clock.ms += 5_000
    expect(await taken()).toBe(2)
    shared.isAway = false
    expect(await taken()).toBe(3)
    clock.ms += 5_000
    expect(await taken()).toBe(100)
    expect(await taken()).toBe(100)
    expect(lines).toHaveLength(2)
  })
})
