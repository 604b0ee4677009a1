import { com } from '@guildhall/lexicon'
import { findReference } from '../support/reference-pds.mjs'
import { PASSWORD } from './accounts.js'
import { type FaultMoment, FaultyLink } from './faulty-link.js'
import { adminPasswordOf, GuidedMover, type ShownMove } from './guided-mover.js'
import { type Host, MigrationWorld, signInAt, statusAt } from './migration-world.js'
import { contentsOf } from './moved-account.js'
import { ReferenceProcess } from './reference-process.js'
import type { ServerProcess } from './server-process.js'

const { repo, server } = com.atproto
const SIZE = { records: 40, blobs: 4 }
/** Where the servers listen themselves: everybody else goes over the links. */
const BEHIND = '127.0.0.2'
/** It takes the queue a minute to notice that a node has died: one moment unless `MIGRATION_FAULTS` asks for more. */
const DEATHS = process.env.MIGRATION_FAULTS === undefined ? 1 : 3
const TEST_MAX_MS = 240_000

const reference = await findReference()

let world: MigrationWorld
let one: Host<ServerProcess>
let two: Host<ServerProcess>
const links = {} as Record<'one' | 'two', FaultyLink>

beforeAll(async () => {
  world = await MigrationWorld.open()
  const host = (side: 'one' | 'two', env: Record<string, string> = {}) =>
    world.host(`.${side}.test`, { PDS_BIND_ADDRESS: BEHIND, ...env }, async (port) => {
      links[side] = await FaultyLink.open(port, BEHIND)
    })
  one = await host('one')
  two = await host('two', { PDS_INVITE_REQUIRED: 'true' })
}, 300_000)

afterAll(async () => {
  await world?.close()
  for (const link of Object.values(links)) await link.close()
}, 60_000)

/** Somebody at the first server, who was invited to the second by a letter. */
async function invited(name: string, from: Host = one) {
  const member = await world.member(name, from, SIZE)
  const before = await contentsOf(member.agent)
  const mover = new GuidedMover(world.mail, two.server, await adminPasswordOf(two.server), member)
  await mover.invite()
  return { ...member, mover, before }
}

/** The same, who has signed in at the old server, so that it waits for their code. */
async function waiting(name: string) {
  const member = await invited(name)
  await member.mover.follow()
  await member.mover.begin()
  await member.mover.until('waiting')
  return member
}

/** At home as before, and unknown at the second server. */
async function expectUndone(did: string): Promise<void> {
  expect(await statusAt(one.server, did)).toBe('active')
  expect(await statusAt(two.server, did)).toBe('RepoNotFound')
  const { services } = await world.identityOf(did)
  expect(services.atproto_pds.endpoint).toBe(one.server.url)
}

async function expectMoved(did: string, before: unknown): Promise<void> {
  const agent = await signInAt(two.server, did)
  expect(await contentsOf(agent)).toEqual(before)
  expect((await world.identityOf(did)).services.atproto_pds.endpoint).toBe(two.server.url)
  expect(await statusAt(one.server, did)).toBe('deactivated')
}

const stepsOf = ({ steps }: ShownMove) => Object.fromEntries(steps.map(({ name, state }) => [name, state]))

const secretsOf = async ({ id }: GuidedMover): Promise<number | null> =>
  (await two.server.sql(`SELECT FROM guided_move_secret WHERE id = '${id}'`)).rowCount

/** All that the database of the second server has of moves, in clear. */
async function keptText(): Promise<string> {
  const { rows } = await two.server.sql(
    `SELECT string_agg(kept, ' ') AS text FROM (
       SELECT guided_move::text AS kept FROM guided_move
       UNION ALL SELECT encode(wrapped, 'escape') FROM guided_move_secret
       UNION ALL SELECT long_job::text FROM long_job
       UNION ALL SELECT audit_entry::text FROM audit_entry) AS all_of_it`,
  )
  return String(rows[0]!['text'])
}

describe('a move that somebody was invited to', () => {
  it(
    'goes from the letter to the end by the page, with the code of the old server',
    async () => {
      const { mover, did, before } = await invited('alice')
      expect(await mover.state()).toBe('invited')
      await mover.follow()
      expect(await mover.begin({ oldPassword: 'not the password' })).toContain('does not accept')
      await mover.begin()
      const shown = await mover.until('waiting')
      expect(shown.invitation).toMatchObject({ waitsFor: 'code', newHandle: 'alice.two.test' })
      expect(shown.progress).toEqual({ records: 40, blobsExpected: 4, blobsHere: 4 })
      expect(stepsOf(shown)).toMatchObject({ blobs: 'done', identity: 'underWay', activation: 'open' })
      expect(await mover.page()).toContain('4 of 4')
      await mover.giveCode('WRONG-CODES')
      expect((await mover.until('waiting')).invitation).toMatchObject({ waitsFor: 'code' })
      expect(await mover.page()).toContain('This code is wrong')
      await mover.giveCode()
      expect(stepsOf(await mover.until('done'))).toMatchObject({ activation: 'done', deactivation: 'done' })
      expect(await mover.page()).toContain('alice.two.test')
      await expectMoved(did, before)
      expect(await secretsOf(mover)).toBe(0)
      expect((await mover.rollBack()).json).toMatchObject({ code: 'migration_not_ready' })
    },
    TEST_MAX_MS,
  )

  it(
    'has a link that is good once, in one browser',
    async () => {
      const { mover } = await invited('bob')
      expect(await mover.follow()).toBe(200)
      expect((await fetch(mover.link)).status).toBe(404)
      const [again] = (await mover.inviteAgain()).json['data'] as [object]
      expect(again).toMatchObject({ problem: 'invited' })
      expect((await fetch(mover.link.slice(0, -3))).status).toBe(404)
    },
    TEST_MAX_MS,
  )

  it(
    'goes on in another browser, and there only, when its link is sent once more',
    async () => {
      const { mover, did, before } = await waiting('kim')
      const former = mover.link
      await mover.resend()
      expect((await fetch(former)).status).toBe(404)
      expect(await mover.look()).toBe(404)
      expect(await mover.follow()).toBe(200)
      await mover.giveCode()
      await mover.until('done')
      await expectMoved(did, before)
      expect((await mover.admin('POST', `migrations/${mover.id}/resend`)).json).toMatchObject({
        code: 'migration_not_ready',
      })
    },
    TEST_MAX_MS,
  )

  it(
    'keeps no password, and nothing in clear',
    async () => {
      const { mover } = await waiting('carol')
      expect(await secretsOf(mover)).toBe(1)
      const token = new URL(mover.link).searchParams.get('link')!
      for (const text of [await keptText(), two.server.log])
        for (const secret of [PASSWORD, 'eyJ', token]) expect(text).not.toContain(secret)
      await mover.rollBack()
      expect(await statusAt(one.server, (await mover.show()).did)).toBe('active')
      expect(await secretsOf(mover)).toBe(0)
    },
    TEST_MAX_MS,
  )

  it(
    'is taken back while the account is at home at the old server',
    async () => {
      const { mover, did, agent, before } = await waiting('dave')
      expect((await mover.rollBack('')).status).toBe(400)
      expect((await mover.rollBack()).json).toMatchObject({ state: 'rolledBack' })
      await expectUndone(did)
      expect(await contentsOf(agent)).toEqual(before)
      expect(await mover.page()).toContain('taken back')
      const audited = `SELECT FROM audit_entry WHERE action = 'migration.rollback' AND target_id = '${did}'`
      expect((await two.server.sql(audited)).rowCount).toBe(1)
      expect((await mover.rollBack()).json).toMatchObject({ code: 'migration_not_ready' })
    },
    TEST_MAX_MS,
  )
})

if (reference)
  it(
    'comes from the reference PDS as well',
    async () => {
      const mother = await ReferenceProcess.create(reference, world.settings('.ref.test'))
      const ref = await world.add({ domain: '.ref.test', server: mother })
      const { mover, did, before } = await invited('judy', ref)
      await mover.follow()
      await mover.begin()
      await mover.until('waiting')
      await mover.giveCode()
      await mover.until('done')
      expect(await contentsOf(await signInAt(two.server, did))).toEqual(before)
      expect(await statusAt(mother, did)).toBe('deactivated')
    },
    TEST_MAX_MS,
  )

describe('an account that is on its way', () => {
  it(
    'takes what is known of its move along when it is deleted',
    async () => {
      const { mover, did } = await waiting('ivan')
      expect((await mover.admin('POST', `accounts/${did}/delete`, { reason: 'why' })).status).toBeLessThan(
        300,
      )
      expect((await mover.admin('GET', `migrations/${mover.id}`)).status).toBe(404)
    },
    TEST_MAX_MS,
  )
})

describe('a move that is interrupted', () => {
  it.each(
    [
      { name: 'grace', nsid: server.createAccount.nsid, moment: 'after' },
      { name: 'frank', nsid: repo.uploadBlob.nsid, moment: 'after' },
      { name: 'erin', nsid: repo.importRepo.nsid, moment: 'before' },
    ].slice(0, DEATHS) as { name: string; nsid: string; moment: FaultMoment }[],
  )(
    'goes on by itself when the server dies in the middle: $nsid $moment',
    async ({ name, nsid, moment }) => {
      const { mover, did, before } = await invited(name)
      await mover.follow()
      let restarted: Promise<unknown> | undefined
      const isStruck = new Promise<void>((resolve) => {
        links.two.lose(nsid, moment, () => {
          restarted = two.server.stop('SIGKILL').then(() => two.server.start())
          resolve()
        })
      })
      await mover.begin()
      await isStruck
      await restarted
      await mover.until('waiting')
      await mover.giveCode()
      await mover.until('done')
      await expectMoved(did, before)
    },
    TEST_MAX_MS,
  )

  it(
    'fails when the old server is away for long, is not taken back any more, and goes on when it is retried',
    async () => {
      const { mover, did, before } = await waiting('heidi')
      let stopped: Promise<unknown> | undefined
      links.one.lose(server.deactivateAccount.nsid, 'before', () => (stopped = one.server.stop('SIGKILL')))
      await mover.giveCode()
      const shown = await mover.until('failed')
      expect(stepsOf(shown)).toMatchObject({ activation: 'done', deactivation: 'open' })
      expect((await mover.rollBack()).json).toMatchObject({ code: 'migration_past_return' })
      await stopped
      await one.server.start()
      expect((await mover.retry()).json).toMatchObject({ state: 'underWay' })
      await mover.until('done')
      await expectMoved(did, before)
    },
    TEST_MAX_MS,
  )
})
