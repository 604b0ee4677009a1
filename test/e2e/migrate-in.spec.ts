import type { AtpAgent } from '@atproto/api'
import { alt } from '@guildhall/lexicon'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrateCommand, Run } from './migrate-command.js'
import { adminPasswordFile, type Host, MigrationWorld, signInAt, statusAt } from './migration-world.js'
import { contentsOf } from './moved-account.js'
import { WebIdentity } from './web-identity.js'
import type { ServerProcess } from './server-process.js'

const SIZE = { records: 40, blobs: 4 }
const PREFS = 'com.example.prefs'
const { preference } = alt.guildhall
const TEST_MAX_MS = 240_000

let world: MigrationWorld
let one: Host<ServerProcess>
let two: Host<ServerProcess>
const commands: MigrateCommand[] = []

beforeAll(async () => {
  world = await MigrationWorld.open()
  one = await world.host('.one.test')
  two = await world.host('.two.test', { PDS_BLOB_UPLOAD_LIMIT: '5000' })
}, 300_000)

afterAll(async () => {
  for (const command of commands) await command.remove()
  await world?.close()
}, 60_000)

/** Somebody at the first server, and the command that moves them to the second. */
async function mover(name: string, size = SIZE) {
  const member = await world.member(name, one, size)
  const command = await world.command(member, one, two)
  commands.push(command)
  return { ...member, command, move: join(command.folder, 'move') }
}

/** Calls what the official client does not know. */
async function callAs(agent: AtpAgent, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${agent.session!.accessJwt}`,
    ...(init.body && { 'content-type': 'application/json' }),
  }
  const answer = await fetch(`${agent.serviceUrl.origin}/xrpc/${path}`, { ...init, headers })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

const ended = (code: number, said: string) =>
  ({ code, said: expect.stringContaining(said) }) satisfies Record<keyof Run, unknown>

/** At home as before, and unknown at the second server. */
async function expectUndone(did: string, move: string): Promise<void> {
  expect(await statusAt(one.server, did)).toBe('active')
  expect(await statusAt(two.server, did)).toBe('RepoNotFound')
  const { services } = await world.identityOf(did)
  expect(services.atproto_pds.endpoint).toBe(one.server.url)
  expect(await isThere(move)).toBe(false)
}

describe('migrate-in, looking ahead', () => {
  it(
    'tells what it would do and changes nothing',
    async () => {
      const { command, did, move } = await mover('ahead')
      expect(await command.runAlone('--dry-run')).toEqual(ended(0, '40 records, 4 blobs'))
      await expectUndone(did, move)
    },
    TEST_MAX_MS,
  )

  it(
    'finds what is in the way before anything is changed',
    async () => {
      const { command, did, move, agent } = await mover('stopped')
      const { data } = await agent.uploadBlob(new Uint8Array(6_000), { encoding: 'text/plain' })
      const $type = 'com.example.photo'
      const record = { $type, image: data.blob }
      await agent.com.atproto.repo.createRecord({ repo: did, collection: $type, record })
      const run = await command.run('--handle', 'stopped.one.test')
      expect(run).toEqual(ended(3, `The blob ${data.blob.ref.toString()} has 6000 bytes`))
      expect(run.said).toContain('stopped.one.test belongs to')
      await expectUndone(did, move)
    },
    TEST_MAX_MS,
  )

  it(
    'takes no app password',
    async () => {
      const { command, did, move, agent } = await mover('applicant')
      const { data } = await agent.com.atproto.server.createAppPassword({ name: 'app' })
      const run = await command.runAs(data.password)
      expect(run).toEqual(ended(2, 'That is an app password'))
      await expectUndone(did, move)
    },
    TEST_MAX_MS,
  )
})

describe('migrate-in, on its way', () => {
  it(
    'brings along what was written at the old server meanwhile',
    async () => {
      const { command, did, agent } = await mover('busy')
      expect(await command.run()).toEqual(ended(4, '--plc-token'))
      await agent.post({ text: 'written meanwhile' })
      await command.runToEnd()
      const there = await signInAt(two.server, did)
      expect(Object.keys((await contentsOf(there)).records)).toHaveLength(SIZE.records + 1)
    },
    TEST_MAX_MS,
  )

  it(
    'brings along the private preferences of all namespaces',
    async () => {
      const { command, did, agent } = await mover('chooser', { records: 1, blobs: 0 })
      const enabled = { $type: 'app.bsky.actor.defs#adultContentPref', enabled: true }
      await agent.app.bsky.actor.putPreferences({ preferences: [enabled] })
      const values = [{ $type: PREFS, b: 1, a: 'ä' }, { $type: `${PREFS}#more` }]
      const input = JSON.stringify({ namespace: PREFS, values })
      await callAs(agent, preference.putNamespace.nsid, { method: 'POST', body: input })
      await command.runToEnd()
      const there = await signInAt(two.server, did)
      expect(await callAs(there, `${preference.getNamespace.nsid}?namespace=${PREFS}`)).toMatchObject({
        values,
      })
      expect((await there.app.bsky.actor.getPreferences()).data.preferences).toEqual([enabled])
    },
    TEST_MAX_MS,
  )

  it(
    "keeps the member's own keys, and what else the identity says",
    async () => {
      const { command, did } = await mover('careful')
      const own = 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme'
      await command.runToEnd('--rotation-key', own)
      const { rotationKeys } = await world.identityOf(did)
      expect(rotationKeys[0]).toBe(own)
      expect(rotationKeys).toHaveLength(2)
    },
    TEST_MAX_MS,
  )

  it(
    'keeps neither passwords nor tokens on disk, and what it keeps from others',
    async () => {
      const { command, move } = await mover('secret')
      await command.run()
      const { readFile, stat } = await import('node:fs/promises')
      const state = await readFile(join(move, 'state.json'), 'utf8')
      expect(state).not.toMatch(/eyJ|password|correct horse/)
      expect((await stat(join(move, 'state.json'))).mode & 0o777).toBe(0o600)
      expect((await stat(move)).mode & 0o777).toBe(0o700)
    },
    TEST_MAX_MS,
  )
})

describe('migrate-in of a did:web', () => {
  it(
    'says what to publish, waits for it, and says what to publish for the way back',
    async () => {
      const owner = await WebIdentity.open()
      try {
        const member = { name: 'spinner', email: 'spinner@example.com', did: owner.did }
        const agent = await owner.arrive(one, member)
        await agent.post({ text: 'mine' })
        const before = await contentsOf(agent)
        const command = await world.command(member, one, two)
        commands.push(command)
        const run = await command.run()
        expect(run).toEqual(ended(4, 'Publish a DID document that says'))
        expect(run.said).toContain(two.server.url)
        await owner.pointTo(two, member)
        await command.runToEnd()
        const there = await signInAt(two.server, owner.did)
        expect(await contentsOf(there)).toEqual(before)
        expect(await statusAt(one.server, owner.did)).toBe('deactivated')
        const file = await adminPasswordFile(two.server)
        const back = await command.run('--rollback', '--admin-password-file', file)
        expect(back).toEqual(ended(4, one.server.url))
        await owner.pointTo(one, member)
        await command.runToEnd('--rollback', '--admin-password-file', file)
        expect(await statusAt(one.server, owner.did)).toBe('active')
        expect(await statusAt(two.server, owner.did)).toBe('RepoNotFound')
      } finally {
        await owner.close()
      }
    },
    TEST_MAX_MS,
  )
})

describe('migrate-in --rollback', () => {
  it(
    'deletes what has arrived, with the password of the administrator',
    async () => {
      const { command, did, move } = await mover('turned')
      expect(await command.run()).toEqual(ended(4, '--plc-token'))
      expect(await statusAt(two.server, did)).toBe('deactivated')
      const file = await adminPasswordFile(two.server)
      expect(await command.run('--rollback', '--admin-password-file', file)).toEqual(ended(0, 'is deleted'))
      await expectUndone(did, move)
    },
    TEST_MAX_MS,
  )

  it(
    'deletes what has arrived, with a code that was mailed',
    async () => {
      const { command, did, move } = await mover('mailed')
      await command.run()
      await command.runToEnd('--rollback')
      await expectUndone(did, move)
    },
    TEST_MAX_MS,
  )

  it(
    'points the identity back after the whole move',
    async () => {
      const { command, did, move } = await mover('returned')
      const before = await world.identityOf(did)
      await command.runToEnd()
      expect(await statusAt(one.server, did)).toBe('deactivated')
      const file = await adminPasswordFile(two.server)
      await command.runToEnd('--rollback', '--admin-password-file', file)
      await expectUndone(did, move)
      expect(await world.identityOf(did)).toEqual(before)
      await (await signInAt(one.server, did)).post({ text: 'home again' })
    },
    TEST_MAX_MS,
  )

  it(
    'gives up nothing that was written at the new server, unless it is told to',
    async () => {
      const { command, did, move } = await mover('settled')
      await command.runToEnd()
      await (await signInAt(two.server, did)).post({ text: 'only here' })
      expect(await command.run('--rollback')).toEqual(ended(5, 'Something was written'))
      expect(await statusAt(two.server, did)).toBe('active')
      const file = await adminPasswordFile(two.server)
      await command.runToEnd('--rollback', '--discard-new-records', '--admin-password-file', file)
      await expectUndone(did, move)
    },
    TEST_MAX_MS,
  )
})
