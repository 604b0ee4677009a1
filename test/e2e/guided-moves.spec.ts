import type { Did } from '@guildhall/syntax'
import { adminPasswordOf, GuidedMover, type ShownMove } from './guided-mover.js'
import { type Host, MigrationWorld, signInAt, statusAt } from './migration-world.js'
import { contentsOf } from './moved-account.js'
import type { ServerProcess } from './server-process.js'

const SIZE = { records: 40, blobs: 4 }
const TEST_MAX_MS = 240_000

let world: MigrationWorld
let one: Host<ServerProcess>
let two: Host<ServerProcess>

beforeAll(async () => {
  world = await MigrationWorld.open()
  one = await world.host('.one.test')
  two = await world.host('.two.test', { PDS_INVITE_REQUIRED: 'true' })
}, 300_000)

afterAll(() => world?.close(), 60_000)

/** Somebody at the first server, who was invited to the second by a letter. */
async function invited(name: string, size = SIZE) {
  const member = await world.member(name, one, size)
  const before = await contentsOf(member.agent)
  const mover = new GuidedMover(world.mail, two.server, await adminPasswordOf(two.server), member)
  await mover.invite({ handle: undefined })
  return { ...member, mover, before }
}

/** At home as before, and unknown at the second server. */
async function expectUndone(did: string): Promise<void> {
  expect(await statusAt(one.server, did)).toBe('active')
  expect(await statusAt(two.server, did)).toBe('RepoNotFound')
  const { services } = await world.identityOf(did)
  expect(services.atproto_pds.endpoint).toBe(one.server.url)
}

async function expectMoved(did: Did, before: unknown): Promise<void> {
  const agent = await signInAt(two.server, did)
  expect(await contentsOf(agent)).toEqual(before)
  expect((await world.identityOf(did)).services.atproto_pds.endpoint).toBe(two.server.url)
  expect(await statusAt(one.server, did)).toBe('deactivated')
}

const stepsOf = ({ steps }: ShownMove) => Object.fromEntries(steps.map(({ name, state }) => [name, state]))

describe('a move that somebody was invited to', () => {
  it(
    'goes from the letter to the end by the page, with the code of the old server',
    async () => {
      const { mover, did, before } = await invited('alice')
      expect(await mover.state()).toBe('invited')
      await mover.follow()
      expect(await mover.begin({ oldPassword: 'not the password' })).toContain('does not accept')
      await mover.begin()
      const waiting = await mover.until('waiting')
      expect(waiting.invitation).toMatchObject({ waitsFor: 'code', newHandle: 'alice.two.test' })
      expect(waiting.progress).toEqual({ records: 40, blobsExpected: 4, blobsHere: 4 })
      expect(stepsOf(waiting)).toMatchObject({ blobs: 'done', identity: 'underWay', activation: 'open' })
      expect(await mover.page()).toContain('4 of 4')
      await mover.giveCode()
      expect(stepsOf(await mover.until('done'))).toMatchObject({ activation: 'done', deactivation: 'done' })
      expect(await mover.page()).toContain('alice.two.test')
      await expectMoved(did, before)
    },
    TEST_MAX_MS,
  )
})
