import { findReference } from '../support/reference-pds.mjs'
import { type Host, MigrationWorld, signInAt, statusAt } from './migration-world.js'
import { type Contents, contentsOf } from './moved-account.js'
import { ReferenceProcess } from './reference-process.js'

const SIZE = {
  records: Number(process.env.MIGRATION_RECORDS ?? 400),
  blobs: Number(process.env.MIGRATION_BLOBS ?? 20),
}
const MOVE_MAX_MS = 300_000

const reference = await findReference()
if (!reference) {
  console.warn(
    'The reference PDS is not installed, so accounts move between our servers only: npm run test:migration',
  )
}

let world: MigrationWorld
const hosts: Host[] = []

beforeAll(async () => {
  world = await MigrationWorld.open()
  if (reference) {
    const domain = '.ref.test'
    const server = await ReferenceProcess.create(reference, world.settings(domain))
    hosts.push(await world.add({ domain, server }))
  }
  for (const domain of ['.one.test', '.two.test']) hosts.push(await world.host(domain))
}, 180_000)

afterAll(() => world?.close(), 60_000)

describe('an account that moves from server to server', () => {
  let member: Awaited<ReturnType<MigrationWorld['member']>>
  let before: Contents

  beforeAll(async () => {
    member = await world.member('alice', hosts[0]!, SIZE)
    before = await contentsOf(member.agent)
    expect(Object.keys(before.records)).toHaveLength(SIZE.records)
    expect(Object.keys(before.blobs)).toHaveLength(SIZE.blobs)
  }, MOVE_MAX_MS)

  async function move(from: Host, to: Host): Promise<void> {
    const command = await world.command(member, from, to)
    await command.runToEnd('--read-back').finally(() => command.remove())
    const { did } = member
    const agent = await signInAt(to.server, did)
    const { data } = await agent.com.atproto.server.checkAccountStatus()
    expect(data).toMatchObject({ activated: true, validDid: true, indexedRecords: SIZE.records })
    expect(await contentsOf(agent)).toEqual(before)
    const identity = await world.identityOf(did)
    expect(identity.services.atproto_pds.endpoint).toBe(to.server.url)
    expect(identity.alsoKnownAs).toEqual([`at://alice${to.domain}`])
    const resolved = await agent.com.atproto.identity.resolveHandle({ handle: `alice${to.domain}` })
    expect(resolved.data.did).toBe(did)
    expect(await statusAt(from.server, did)).toBe('deactivated')
  }

  it(
    'arrives everywhere with the same bytes, and comes back',
    async () => {
      for (const [n, from] of hosts.entries()) {
        const to = hosts[n + 1] ?? hosts[0]!
        if (to === hosts[0]) await world.forget(to, member)
        await move(from, to)
      }
    },
    4 * MOVE_MAX_MS,
  )

  it(
    'can be written to where it is now',
    async () => {
      const agent = await signInAt(hosts[0]!.server, member.did)
      await agent.post({ text: 'back again' })
      const { verificationMethods } = await world.identityOf(member.did)
      const after = await contentsOf(agent, verificationMethods.atproto)
      expect(Object.keys(after.records)).toHaveLength(SIZE.records + 1)
    },
    MOVE_MAX_MS,
  )
})
