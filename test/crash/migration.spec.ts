import { alt, com } from '@guildhall/lexicon'
import { type FaultMoment, FaultyLink } from '../e2e/faulty-link.js'
import { adminPasswordFile, type Host, MigrationWorld, signInAt, statusAt } from '../e2e/migration-world.js'
import { contentsOf } from '../e2e/moved-account.js'
import type { ServerProcess } from '../e2e/server-process.js'

const { identity, repo, server, sync } = com.atproto
const SIZE = { records: 30, blobs: 3 }
/** Where the servers listen themselves: everybody else goes over the link. */
const BEHIND = '127.0.0.2'
const TEST_MAX_MS = 180_000

type Side = 'old' | 'here'
type Victim = 'connection' | 'command' | 'server'

/** Every call of a move that changes something, or fetches what is moved. */
const CALLS: [Side, { nsid: string }][] = [
  ['old', server.createSession],
  ['old', sync.getRepo],
  ['old', server.getServiceAuth],
  ['here', server.createAccount],
  ['here', repo.importRepo],
  ['here', sync.getRepo],
  ['here', repo.listMissingBlobs],
  ['old', sync.getBlob],
  ['here', repo.uploadBlob],
  ['old', alt.guildhall.preference.exportPreferences],
  ['old', identity.requestPlcOperationSignature],
  ['old', identity.signPlcOperation],
  ['here', identity.submitPlcOperation],
  ['here', server.activateAccount],
  ['old', server.deactivateAccount],
]
const FAULTS: [Victim, FaultMoment][] = [
  ['command', 'after'],
  ['connection', 'after'],
  ['server', 'after'],
  ['command', 'before'],
  ['server', 'before'],
  ['connection', 'before'],
]
/** `all` faults at all calls, one for each of the `calls`, or, so that it does not take minutes, for each third one. */
const EXTENT = process.env.MIGRATION_FAULTS
const EVERY = EXTENT === undefined ? 3 : 1

const CASES = CALLS.flatMap(([side, { nsid }], n) =>
  FAULTS.filter((_, m) => EXTENT === 'all' || (n % EVERY === 0 && m === (n / EVERY) % FAULTS.length)).map(
    ([victim, moment]) => ({ side, nsid, victim, moment }) as const,
  ),
)

let world: MigrationWorld
const hosts = {} as Record<Side, Host<ServerProcess>>
const links = {} as Record<Side, FaultyLink>

beforeAll(async () => {
  world = await MigrationWorld.open()
  for (const side of ['old', 'here'] as const) {
    hosts[side] = await world.host(`.${side}.test`, { PDS_BIND_ADDRESS: BEHIND }, async (port) => {
      links[side] = await FaultyLink.open(port, BEHIND)
    })
  }
}, 300_000)

afterAll(async () => {
  await world?.close()
  for (const link of Object.values(links)) await link.close()
}, 60_000)

let count = 0

/** Somebody to be moved, whose command meets a fault. */
async function mover({ side, nsid, victim, moment }: (typeof CASES)[number]) {
  const member = await world.member(`mover${++count}`, hosts.old, SIZE)
  const before = await contentsOf(member.agent)
  const command = await world.command(member, hosts.old, hosts.here)
  let restarted: Promise<unknown> = Promise.resolve()
  const strike = {
    connection: () => undefined,
    command: () => command.kill(),
    server: () => {
      const { server: struck } = hosts[side]
      restarted = struck.stop('SIGKILL').then(() => struck.start())
    },
  }[victim]
  const lose = () => links[side].lose(nsid, moment, strike)
  return { ...member, before, command, lose, restarted: () => restarted }
}

describe('a move that is interrupted', () => {
  it.each(CASES)(
    'goes on: $nsid at the $side server, $victim lost $moment it was done',
    async (fault) => {
      const { did, name, command, before, lose, restarted } = await mover(fault)
      try {
        lose()
        await command.runToEnd()
        await restarted()
        expect(links[fault.side].isDone).toBe(true)
        expect(await contentsOf(await signInAt(hosts.here.server, did))).toEqual(before)
        expect(await statusAt(hosts.here.server, did)).toBe('active')
        expect(await statusAt(hosts.old.server, did)).toBe('deactivated')
        const { services, alsoKnownAs } = await world.identityOf(did)
        expect(services.atproto_pds.endpoint).toBe(hosts.here.server.url)
        expect(alsoKnownAs).toEqual([`at://${name}${hosts.here.domain}`])
      } finally {
        await restarted()
        await command.remove()
      }
    },
    TEST_MAX_MS,
  )

  it.each(CASES.filter(({ victim, nsid }) => victim === 'command' && nsid !== server.createSession.nsid))(
    'is undone: $nsid at the $side server, $victim lost $moment it was done',
    async (fault) => {
      const { did, command, before, lose } = await mover(fault)
      try {
        lose()
        // Until the fault has struck, and no further.
        for (
          let run = await command.run();
          !links[fault.side].isDone;
          run = await command.run(...(await command.codeFor(run)))
        );
        const file = await adminPasswordFile(hosts.here.server)
        await command.runToEnd('--rollback', '--admin-password-file', file)
        expect(await statusAt(hosts.old.server, did)).toBe('active')
        expect(await statusAt(hosts.here.server, did)).toBe('RepoNotFound')
        const { services } = await world.identityOf(did)
        expect(services.atproto_pds.endpoint).toBe(hosts.old.server.url)
        expect(await contentsOf(await signInAt(hosts.old.server, did))).toEqual(before)
      } finally {
        await command.remove()
      }
    },
    TEST_MAX_MS,
  )
})
