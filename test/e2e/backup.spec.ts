import { AtpAgent } from '@atproto/api'
import { verifyRepoCar } from '@atproto/repo'
import { LoadWriter } from '../crash/load-writer.js'
import { RelayServer } from '../support/relay-server.js'
import { createAccount, signIn, signingKeyOf, type TestAccount } from './accounts.js'
import { BackupWorld } from './backup-world.js'
import { FirehoseReader, type Frame, isCommit, type OtherFrame } from './firehose-reader.js'
import type { ServerProcess } from './server-process.js'

/** `BACKUP_ACCOUNTS=1000` for the long form. */
const ACCOUNTS = Number(process.env.BACKUP_ACCOUNTS ?? 12)
const WRITERS = 4
/** The number of an event that only a relay can know of. */
const FAR_AHEAD = 1e12
const TIMEOUT_MS = 120_000 + ACCOUNTS * 1_000

interface MadeBackup {
  id: string
  accounts: number
  lastSeq: number
  blobs: { count: number; copied: number; lost: string[] }
}
interface Restored {
  formerSeq: number
  nextSeq: number
  announced: number
  blobs: { copied: number; lost: string[] }
  secrets: string[]
}

let world: BackupWorld
let successor: ServerProcess
let writers: LoadWriter[]
let made: MadeBackup
let restored: Restored
let late: TestAccount
/** all that a consumer had seen when the first server ended */
let seen: readonly Frame[]

const revOf = (frame: Frame): string | undefined =>
  isCommit(frame) || frame.kind === '#sync' ? (frame.rev as string) : undefined
const didOf = (frame: Frame): string => (isCommit(frame) ? frame.repo : frame.did)

/** The last revision of each repository. */
function lastRevs(frames: readonly Frame[]): Map<string, string> {
  const revs = new Map<string, string>()
  for (const frame of frames) {
    const rev = revOf(frame)
    if (rev !== undefined) revs.set(didOf(frame), rev)
  }
  return revs
}

beforeAll(async () => {
  world = await BackupWorld.create()
  await world.populate(ACCOUNTS)
  // What runs commands has its modules: members write for as long as a backup takes, and no longer.
  await world.json(['version'])
}, TIMEOUT_MS)

afterAll(async () => {
  await successor?.remove()
  await world?.remove()
}, 60_000)

describe('a backup', () => {
  it(
    'is made while members write',
    async () => {
      const consumer = await FirehoseReader.open(world.server, 0)
      writers = world.residents
        .slice(0, WRITERS)
        .map((account, n) => new LoadWriter(world.server.url, account, `w${n}`))
      let isOver = false
      const writing = Promise.all(writers.map((writer) => writer.run(() => isOver)))
      made = await world.json<MadeBackup>(['backup', '--with-keys'])
      // What comes now is lost.
      late = await createAccount(world.server, 'late')
      isOver = true
      await writing
      expect(made).toMatchObject({
        accounts: ACCOUNTS,
        blobs: { count: ACCOUNTS, copied: ACCOUNTS, lost: [] },
      })
      for (const writer of writers) expect(writer.failures).toEqual([])
      const newest = await late.agent.com.atproto.sync.getLatestCommit({ did: late.did })
      await consumer.untilRevs(new Map([[late.did, newest.data.rev]]))
      seen = [...consumer.frames]
      consumer.close()
      expect(seen.at(-1)!.seq).toBeGreaterThan(made.lastSeq)
    },
    TIMEOUT_MS,
  )

  it(
    'has each blob once, however many backups there are',
    async () => {
      const next = await world.json<MadeBackup>(['backup', '--with-keys'])
      expect(next.blobs).toMatchObject({ count: ACCOUNTS, copied: 0 })
      const listed = await world.json<{ id: string; accounts: number }[]>(['backup', 'list'])
      expect(listed.map(({ id }) => id)).toEqual([next.id, made.id])
      expect(listed[1]).toMatchObject({ accounts: ACCOUNTS })
    },
    TIMEOUT_MS,
  )

  it(
    'can be tried beside the server, and nothing is wrong with it',
    async () => {
      const report = await world.json<object>(['backup', 'verify', made.id])
      expect(report).toMatchObject({
        accounts: ACCOUNTS,
        repos: { repos: ACCOUNTS, missingBlobs: 0 },
        blobs: { count: ACCOUNTS, lost: 0 },
        keys: { keys: ACCOUNTS, opened: ACCOUNTS },
        faults: [],
      })
    },
    TIMEOUT_MS,
  )

  it(
    'is not restored while the server runs',
    async () => {
      const { code, stderr } = await world.pds(['restore', made.id])
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('stop it first') })
    },
    TIMEOUT_MS,
  )
})

describe('a restored backup', () => {
  it(
    'brings everything back to an empty directory',
    async () => {
      await world.server.stop('SIGKILL')
      for (const pid of await world.server.databasePids()) process.kill(pid, 'SIGKILL')
      successor = await world.successor()
      restored = await world.restore<Restored>([made.id], successor)
      expect(restored).toMatchObject({
        announced: ACCOUNTS,
        blobs: { copied: ACCOUNTS, lost: [] },
        secrets: expect.arrayContaining(['key-encryption-key', 'plc-rotation-key']),
      })
      expect(restored.nextSeq).toBeGreaterThan(seen.at(-1)!.seq)
      await successor.start()
    },
    TIMEOUT_MS,
  )

  it(
    'has every repository as others verify it, with its blobs',
    async () => {
      const anybody = new AtpAgent({ service: successor.url })
      for (const { did, blob } of world.residents) {
        const { data } = await anybody.com.atproto.sync.getRepo({ did })
        const { creates } = await verifyRepoCar(data, did, await signingKeyOf(successor, did))
        expect(creates.length).toBeGreaterThan(0)
        const file = await anybody.com.atproto.sync.getBlob({ did, cid: blob.cid })
        expect(Buffer.from(file.data).equals(blob.bytes)).toBe(true)
      }
    },
    TIMEOUT_MS,
  )

  it(
    'does not know who came later',
    async () => {
      const anybody = new AtpAgent({ service: successor.url })
      await expect(anybody.com.atproto.sync.getLatestCommit({ did: late.did })).rejects.toThrow(
        'Could not find repo',
      )
    },
    TIMEOUT_MS,
  )

  it(
    'lets a consumer go on from where it was, and tells it of every repository anew',
    async () => {
      const consumer = await FirehoseReader.open(successor, seen.at(-1)!.seq)
      const member = world.residents[0]!
      const agent = await signIn(successor, member.handle)
      const { data } = await agent.com.atproto.repo.createRecord({
        ...{ repo: member.did, collection: 'com.example.note' },
        record: { $type: 'com.example.note', text: 'after the restore' },
      })
      await consumer.untilRevs(new Map([[member.did, data.commit!.rev]]))
      const frames = consumer.frames
      consumer.close()
      expect(frames.every(({ seq }, i) => seq > (i === 0 ? restored.nextSeq : frames[i - 1]!.seq))).toBe(true)
      const syncs = frames.filter((frame): frame is OtherFrame => frame.kind === '#sync')
      expect(new Set(syncs.map(({ did }) => did))).toEqual(new Set(world.residents.map(({ did }) => did)))
      const before = lastRevs(seen)
      for (const sync of syncs) expect(String(sync.rev) > (before.get(sync.did) ?? '')).toBe(true)
      // The next commit follows what was announced, and nothing that is lost.
      const commit = frames.filter(isCommit).find(({ repo }) => repo === member.did)!
      expect(commit.since).toBe(syncs.find(({ did }) => did === member.did)!.rev)
      for (const { did } of world.residents) {
        const kinds = frames.filter((frame) => didOf(frame) === did).map(({ kind }) => kind)
        expect(kinds.slice(0, 3)).toEqual(['#account', '#identity', '#sync'])
      }
    },
    TIMEOUT_MS,
  )

  it(
    'has ended the sessions of that time',
    async () => {
      const { agent } = world.residents[1]!
      await expect(agent.com.atproto.server.refreshSession(undefined, refreshOf(agent))).rejects.toThrow()
    },
    TIMEOUT_MS,
  )

  it(
    'is not overwritten unless that is said, and confirmed',
    async () => {
      await successor.stop()
      expect(await world.pds(['restore', made.id], successor)).toMatchObject({ code: 1 })
      expect(await world.pds(['restore', made.id, '--replace-everything'], successor)).toMatchObject({
        code: 3,
      })
      const again = [made.id, '--replace-everything', '--yes', '--sessions', 'keep']
      const relay = await RelayServer.start()
      relay.seq = FAR_AHEAD
      // Relays are asked by servers that others can reach, and by those for development.
      const env = { PDS_CRAWLERS: relay.url, PDS_DEV_MODE: 'true' }
      const twice = await world.restore<Restored>(again, successor, env)
      await relay.close()
      expect(twice.nextSeq).toBeGreaterThan(FAR_AHEAD)
      expect(twice).toMatchObject({ announced: ACCOUNTS, blobs: { copied: 0, lost: [] } })
      await successor.start()
      const { agent } = world.residents[1]!
      await agent.com.atproto.server.refreshSession(undefined, refreshOf(agent))
    },
    TIMEOUT_MS,
  )
})

function refreshOf(agent: TestAccount['agent']) {
  return { headers: { authorization: `Bearer ${agent.session!.refreshJwt}` } }
}
