import { mkdir } from 'node:fs/promises'
import { manyAccounts } from './admin-many.js'
import { germanWords } from './admin-german.js'
import { identityTasks } from './admin-identity-tasks.js'
import { moveTasks } from './admin-move-tasks.js'
import { everyScreen } from './admin-screens.js'
import { serviceTasksByKeyboard } from './admin-service-tasks.js'
import { peopleTasksByKeyboard } from './admin-people-tasks.js'
import { tasksByKeyboard } from './admin-tasks.js'
import { troubles } from './admin-troubles.js'
import { describeInChromium } from './chromium.js'
import { DashboardWorld } from './dashboard-world.js'

const START_MAX_MS = 120_000

/** One server and one browser for all of it: they take longer to start than most of these to run. */
describeInChromium('the dashboard', () => {
  const world = new DashboardWorld()
  beforeAll(async () => {
    if (process.env.PAGE_PICTURES) await mkdir(process.env.PAGE_PICTURES, { recursive: true })
    await world.start()
  }, START_MAX_MS)
  afterAll(() => world.close())

  describe('by keys alone', () => {
    tasksByKeyboard(world)
    serviceTasksByKeyboard(world)
    // It fills the audit and the lists.
    peopleTasksByKeyboard(world)
  })
  describe('for identities and invites', () => identityTasks(world))
  describe('for those who move here', () => moveTasks(world))
  describe('in German', () => germanWords(world))
  describe('when something goes wrong', () => troubles(world))
  describe('on every screen', () => everyScreen(world))
  // The last one: it fills the lists.
  describe('with many accounts', () => manyAccounts(world))
})
