import { configOf } from '../../config/index.js'
import { Log, Metrics } from '../../telemetry/index.js'
import { HttpConfig } from '../http.config.js'
import { LoadShedding } from './load-shedding.js'
import type { LoopDelay } from './loop-delay.js'

const setUp = () => {
  const late = { ms: 0 }
  const metrics = new Metrics()
  const config = configOf(HttpConfig, {
    requestsInFlightMax: 10,
    eventLoopDelayMaxMs: 500,
    shutdownDelayMs: 0,
  })
  const delay = { takeMs: () => late.ms } as LoopDelay
  const load = new LoadShedding(config, delay, Log.silent(), metrics)
  const sample = (ms: number, times = 1) => {
    late.ms = ms
    for (let i = 0; i < times; i++) load.sample()
    return load.isOverloaded
  }
  return { load, metrics, sample }
}

describe('load shedding', () => {
  it('begins with the most requests that may be under way, and ends when a fifth of them is done', () => {
    const { load } = setUp()
    for (let i = 0; i < 9; i++) load.enter()
    expect(load.isOverloaded).toBe(false)
    load.enter()
    expect(load.isOverloaded).toBe(true)
    load.leave()
    expect(load.isOverloaded).toBe(true)
    load.leave()
    expect(load.isOverloaded).toBe(false)
  })

  it('does not begin with a pause of the process, but with one that is late for two seconds', () => {
    const { sample } = setUp()
    expect(sample(3_000)).toBe(false)
    expect(sample(0)).toBe(false)
    expect(sample(500, 3)).toBe(false)
    expect(sample(500)).toBe(true)
  })

  it('ends when the process has been in time for as long', () => {
    const { sample } = setUp()
    sample(800, 4)
    expect(sample(400, 20)).toBe(true)
    expect(sample(250, 3)).toBe(true)
    expect(sample(250)).toBe(false)
  })

  it('says how many were turned away, and why', async () => {
    const { load, metrics, sample } = setUp()
    sample(800, 4)
    load.refused()
    for (let i = 0; i < 10; i++) load.enter()
    load.refused()
    load.refused()
    const text = await metrics.text()
    expect(text).toContain('pds_requests_shed_total{reason="requests"} 2')
    expect(text).toContain('pds_requests_shed_total{reason="event_loop"} 1')
    expect(text).toContain('pds_requests_in_flight 10')
  })
})
