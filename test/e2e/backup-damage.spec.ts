import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../support/eventually.js'
import { createAccount } from './accounts.js'
import { BackupWorld } from './backup-world.js'
import type { ServerProcess } from './server-process.js'

const ACCOUNTS = 4
const TIMEOUT_MS = 240_000

let world: BackupWorld
let id: string
/** where the backups are restored to */
let empty: ServerProcess

beforeAll(async () => {
  world = await BackupWorld.create()
  await world.populate(ACCOUNTS)
  ;({ id } = await world.json<{ id: string }>(['backup', '--with-keys']))
  await world.server.stop()
  empty = await world.successor()
}, TIMEOUT_MS)

afterAll(async () => {
  await empty?.remove()
  await world?.remove()
}, 60_000)

/** A copy of the place, to be damaged. */
async function copyOfPlace(): Promise<string> {
  const copy = join(world.directory, 'copy')
  await rm(copy, { recursive: true, force: true })
  await cp(world.place, copy, { recursive: true })
  return copy
}

const partOf = (place: string, name: string) => join(place, 'backups', id, name)

async function firstBlob(place: string): Promise<string> {
  const names = await readdir(join(place, 'blobs'), { recursive: true })
  return join(
    place,
    'blobs',
    names.find((name) => /[0-9a-f]{64}$/.test(name))!,
  )
}

async function flipByte(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes[Math.floor(bytes.length / 2) + 30]! ^= 1
  await writeFile(file, bytes)
}

describe('a backup that is not what it was', () => {
  it.each<[string, (place: string) => Promise<void>, string]>([
    ['with one byte changed', (place) => flipByte(partOf(place, 'table-repo_record-0000')), 'BackupDamaged'],
    ['with a part cut off', (place) => truncate(partOf(place, 'table-account-0000'), 100), 'BackupDamaged'],
    ['with a part missing', (place) => rm(partOf(place, 'table-signing_key-0000')), 'BackupDamaged'],
    [
      'with a part in the place of another',
      (place) => cp(partOf(place, 'table-repo-0000'), partOf(place, 'table-account-0000')),
      'BackupDamaged',
    ],
    ['with a manifest that was changed', (place) => flipByte(partOf(place, 'manifest')), 'BackupDamaged'],
    ['with a blob that was changed', async (place) => flipByte(await firstBlob(place)), 'BackupDamaged'],
  ])(
    '%s is refused, and nothing is restored',
    async (_, damage, error) => {
      const place = await copyOfPlace()
      await damage(place)
      const { code, stderr } = await world.pds(['restore', '--json', '--target', place], empty)
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`"error":"${error}"`) })
    },
    TIMEOUT_MS,
  )

  it(
    'is refused with another key',
    async () => {
      const key = join(world.directory, 'other-key')
      await writeFile(key, 'ff'.repeat(32))
      const { code, stderr } = await world.pds(['restore', '--json', '--key-file', key], empty)
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining('"error":"WrongBackupKey"'),
      })
    },
    TIMEOUT_MS,
  )

  it(
    'is refused by a server of another name',
    async () => {
      const { code, stderr } = await world.pds(['restore', '--json'], empty, { PDS_PORT: '1' })
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('"error":"OtherHost"') })
    },
    TIMEOUT_MS,
  )

  it(
    'is found out when it is tried',
    async () => {
      const place = await copyOfPlace()
      await flipByte(await firstBlob(place))
      await flipByte(partOf(place, 'table-repo_node-0000'))
      const { code, stdout } = await world.pds(['backup', 'verify', '--json', '--target', place], empty)
      expect(code).toBe(1)
      const { faults } = JSON.parse(stdout) as { faults: string[] }
      expect(faults).toEqual([
        expect.stringContaining('table-repo_node-0000 is damaged'),
        expect.stringMatching(/^blob bafkrei.* is damaged/),
      ])
    },
    TIMEOUT_MS,
  )

  it(
    'is restored without a damaged blob, if that is wanted',
    async () => {
      const place = await copyOfPlace()
      await flipByte(await firstBlob(place))
      const { code, stdout } = await world.pds(
        ['restore', '--json', '--target', place, '--tolerate-lost-blobs'],
        empty,
      )
      // The refused ones have left the database empty.
      expect(code).toBe(1)
      expect(JSON.parse(stdout)).toMatchObject({
        announced: ACCOUNTS,
        blobs: { copied: ACCOUNTS - 1, lost: [expect.any(String)] },
      })
    },
    TIMEOUT_MS,
  )

  it(
    'whose keys nobody can open replaces nothing',
    async () => {
      const there = () => world.json<{ accounts: unknown[] }>(['account', 'list'], empty)
      const before = await there()
      const order = ['restore', '--json', '--replace-everything', '--yes']
      const { code, stderr } = await world.pds(order, empty, { PDS_KEY_ENCRYPTION_KEY_HEX: 'ab'.repeat(32) })
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining('"error":"KeysDoNotOpen"'),
      })
      expect(before.accounts).toHaveLength(ACCOUNTS)
      expect(await there()).toEqual(before)
    },
    TIMEOUT_MS,
  )
})

describe('a restore that does not come to its end', () => {
  const order = ['restore', '--json', '--replace-everything', '--yes']
  const handles = async () =>
    (await world.json<{ accounts: { handle: string }[] }>(['account', 'list'], empty)).accounts
      .map(({ handle }) => handle)
      .toSorted()
  let before: string[]

  beforeAll(async () => {
    await empty.start()
    await createAccount(empty, 'later')
    // When the rows of a backup are there, but not for good: the first time that fails, later ones take forever.
    await empty.sql(
      `CREATE SCHEMA fault;
       CREATE SEQUENCE fault.times;
       CREATE FUNCTION fault.strike() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
         IF current_query() NOT LIKE 'ALTER TABLE % ENABLE TRIGGER%' THEN RETURN; END IF;
         IF nextval('fault.times') = 1 THEN RAISE 'no space left on device'; END IF;
         PERFORM pg_sleep(600);
       END $$;
       CREATE EVENT TRIGGER fault ON ddl_command_end EXECUTE FUNCTION fault.strike()`,
    )
    await empty.stop()
    before = await handles()
  }, TIMEOUT_MS)

  it(
    'leaves what is there',
    async () => {
      const { code, stderr } = await world.pds(order, empty)
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('no space left') })
      expect(await handles()).toEqual(before)
      expect(before).toContain('later.test')
    },
    TIMEOUT_MS,
  )

  it(
    'is undone on demand when it was killed, and no server starts before',
    async () => {
      const killed = world.spawn(order, empty)
      const ended = new Promise((resolve) => killed.once('exit', resolve))
      const asleep = `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'`
      await eventually(() =>
        empty.sql(asleep).then(
          ({ rowCount }) => rowCount === 1,
          () => false,
        ),
      )
      killed.kill('SIGKILL')
      await ended
      await expect(empty.start()).rejects.toThrow('pds restore --undo')
      expect(await world.json(['restore', '--undo'], empty)).toEqual({ undone: true })
      expect(await handles()).toEqual(before)
    },
    TIMEOUT_MS,
  )
})

describe('a backup whose maker is killed', () => {
  it(
    'is none, and does not stand in the way of the next one',
    async () => {
      const place = join(world.directory, 'killed')
      const env = { PDS_BACKUP_TARGET: place, PDS_BACKUP_KEY_FILE: world.keyFile }
      const maker = world.server.spawnPds(['backup'], env)
      const ended = new Promise((resolve) => maker.once('exit', resolve))
      const objects = () => readdir(join(place, 'backups'), { recursive: true }).catch(() => [])
      while (!(await objects()).some((name) => name.includes('/'))) await sleep(1)
      maker.kill('SIGKILL')
      await ended
      const left = await readdir(place, { recursive: true })
      expect(left.filter((name) => name.startsWith('backups/')).length).toBeGreaterThan(0)
      expect(left.filter((name) => name.endsWith('/manifest'))).toEqual([])
      expect(await world.json<unknown[]>(['backup', 'list', '--target', place])).toEqual([])
      expect(await world.pds(['restore', '--target', place], empty)).toMatchObject({ code: 1 })

      const next = await world.json<{ id: string; removed: { backups: string[] } }>(
        ['backup'],
        world.server,
        env,
      )
      expect(next.removed.backups).toHaveLength(1)
      const names = await readdir(join(place, 'backups'))
      expect(names).toEqual([next.id])
    },
    TIMEOUT_MS,
  )
})
