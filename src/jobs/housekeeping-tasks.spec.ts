import type { Clock } from '../telemetry/index.js'
import { HousekeepingTasks } from './housekeeping-tasks.js'

const NOW = 1_000_000
const DAY_MS = 86_400_000

describe('housekeeping that was never done', () => {
  const tasks = new HousekeepingTasks({} as never, { nowMs: () => NOW } as Clock)
  it('is due in a minute, even if it is to be done each day', () => {
    expect(tasks.firstRun(DAY_MS)).toBe(NOW + 60_000)
  })
  it('is due earlier if it is to be done more often', () => {
    expect(tasks.firstRun(1_000)).toBe(NOW + 1_000)
  })
})
