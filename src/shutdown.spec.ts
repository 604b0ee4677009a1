import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { jest } from '@jest/globals'
import { configOf } from './config/index.js'
import { Draining, HttpConfig } from './http/index.js'
import { Log } from './telemetry/index.js'
import { Shutdown } from './shutdown.js'

const STOP_MAX_MS = 25_000

/** An application that closes when it is let, and a process that notes how it ends. */
function setUp(settings: { shutdownDelayMs?: number; drainMs?: number } = {}) {
  const draining = new Draining()
  const config = configOf(HttpConfig, { shutdownDelayMs: 2_000, drainMs: 10_000, ...settings })
  const events: string[] = []
  let closed = (): void => undefined
  const app = {
    get: (type: unknown) => (type === HttpConfig ? config : draining),
    getHttpServer: () => ({ closeAllConnections: () => events.push('cut off') }),
    close: () => {
      events.push(draining.turnsAway ? 'close' : 'close too early')
      return new Promise<void>((resolve) => (closed = resolve))
    },
  } as unknown as NestFastifyApplication
  const hearers = new Map<string, () => void>()
  const shutdown = new Shutdown({
    on: (signal, hear) => hearers.set(signal, hear),
    exit: (code) => void events.push(`exit ${code}`),
  })
  const tell = () => hearers.get('SIGTERM')!()
  const finish = async () => {
    closed()
    await jest.advanceTimersByTimeAsync(0)
  }
  return { shutdown, app, draining, events, tell, finish }
}

describe('a stop', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms)

  it('lets load balancers look before it turns requests away', async () => {
    const { shutdown, app, draining, events, tell, finish } = setUp()
    await shutdown.watch(app, Log.silent())
    tell()
    expect([draining.hasBegun, draining.turnsAway]).toEqual([true, false])
    await pass(1_999)
    expect(events).toEqual([])
    await pass(1)
    expect(events).toEqual(['close'])
    await finish()
    expect(events).toEqual(['close', 'exit 0'])
  })

  it('cuts requests off when they take too long, and ends after 25 seconds at the latest', async () => {
    const { shutdown, app, events, tell } = setUp()
    await shutdown.watch(app, Log.silent())
    tell()
    await pass(12_000)
    expect(events).toEqual(['close', 'cut off'])
    await pass(STOP_MAX_MS - 12_000 - 1)
    expect(events).toHaveLength(2)
    await pass(1)
    expect(events).toEqual(['close', 'cut off', 'exit 1'])
  })

  it('has the time that longer settings ask for', async () => {
    const { shutdown, app, events, tell, finish } = setUp({ drainMs: 60_000 })
    await shutdown.watch(app, Log.silent())
    tell()
    await pass(61_999)
    expect(events).toEqual(['close'])
    await finish()
    expect(events).toEqual(['close', 'exit 0'])
  })

  it('is cut short when it is told again', async () => {
    const { shutdown, app, events, tell, finish } = setUp()
    await shutdown.watch(app, Log.silent())
    tell()
    tell()
    await pass(0)
    expect(events).toEqual(['cut off', 'close'])
    await finish()
    expect(events).toEqual(['cut off', 'close', 'exit 0'])
  })

  it('waits for the start if that is not through yet', async () => {
    const { shutdown, app, events, tell, finish } = setUp({ shutdownDelayMs: 0 })
    tell()
    expect(events).toEqual([])
    void shutdown.watch(app, Log.silent())
    await pass(0)
    await finish()
    expect(events).toEqual(['close', 'exit 0'])
  })
})
