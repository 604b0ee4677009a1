import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FaultySmtp } from '../support/faulty-smtp.js'
import { PASSWORD, signIn, signingKeyOf, type TestAccount } from './accounts.js'
import { verifyRepoCar } from '@atproto/repo'
import { operatorCommands } from './operator-commands.js'
import { ServerProcess } from './server-process.js'

const NOTE = 'com.example.note'
const REWRAP = ['keys', 'rewrap']

let server: ServerProcess
let alice: TestAccount

beforeAll(async () => {
  server = await ServerProcess.create({ PDS_INVITE_REQUIRED: 'true' })
  await server.start()
}, 90_000)

afterAll(() => server?.remove(), 30_000)

/** Somebody with three records. */
async function haveAlice(): Promise<void> {
  const handle = 'alice.test'
  const file = join(server.dataDirectory, 'password-of-alice')
  await writeFile(file, PASSWORD)
  await pds('account', 'create', handle, 'alice@example.com', '--password-file', file)
  const agent = await signIn(server, handle)
  alice = { did: agent.assertDid, handle, agent }
  for (const n of [1, 2, 3]) await write(n)
}

const write = (n: number) =>
  alice.agent.com.atproto.repo.createRecord({
    ...{ repo: alice.did, collection: NOTE },
    record: { $type: NOTE, n },
  })

/** Runs the command with the settings of the server. */
const pds = (...args: string[]) => server.pds(args)

/** Rows changed by a statement on the embedded database. */
const sql = async (text: string): Promise<number> => (await server.sql(text)).rowCount!

// It begins without any account, and ends without.
operatorCommands(() => server)

describe('npm run pds', () => {
  beforeAll(haveAlice, 60_000)

  it('says how it is used', async () => {
    for (const args of [
      [],
      ['rebuild'],
      ['rebuild', 'a', 'b'],
      ['destroy', alice.did],
      ['rebuild', '--what'],
      ['imports', 'all'],
      ['mail', 'test', 'nobody'],
      ['mail', 'failed', '--dry-run'],
      ['keys'],
      ['keys', 'lose'],
      ['keys', 'rewrap', '--dry-run'],
      ['factors', 'reset'],
    ]) {
      const { code, stderr } = await pds(...args)
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Usage: ') })
    }
  }, 120_000)

  it('is a process that ends as the command does', async () => {
    expect(await server.pdsAlone(['keys'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: '),
    })
    expect(await server.pdsAlone(['imports'])).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: 'no import is under way\n',
    })
  }, 60_000)

  it('lists imports that have not ended', async () => {
    expect(await pds('imports')).toMatchObject({ code: 0, stdout: 'no import is under way\n' })
    await sql(`INSERT INTO repo_import (did, created_at) VALUES ('${alice.did}', now() - interval '1 hour')`)
    expect(await pds('imports')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${alice.did}: interrupted`),
    })
    await sql('DELETE FROM repo_import')
  }, 60_000)

  it('rebuilds a repository while the server runs, which goes on with it', async () => {
    expect(await pds('rebuild', alice.handle)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing is wrong'),
    })
    // The record keys are times, and the shape of the tree follows from them.
    // Those of others who have left may still be there.
    const hers = `repo_id = (SELECT repo_id FROM repo WHERE did = '${alice.did}')`
    const gone = await sql(`DELETE FROM repo_node WHERE ${hers}`)
    const looked = await pds('rebuild', alice.did, '--dry-run')
    expect(looked).toMatchObject({ code: 1, stdout: expect.stringContaining(`${gone} nodes are missing`) })
    const repaired = await pds('rebuild', alice.did)
    expect(repaired).toMatchObject({ code: 0, stdout: expect.stringContaining('repaired, revision ') })
    await write(4)
    const { data } = await alice.agent.com.atproto.sync.getRepo({ did: alice.did })
    const { creates } = await verifyRepoCar(data, alice.did, await signingKeyOf(server, alice.did))
    expect(creates).toHaveLength(4)
  }, 120_000)

  it('wraps the keys of accounts with another key, and back, while the server runs', async () => {
    const old = (await readFile(join(server.dataDirectory, 'secrets/key-encryption-key'), 'utf8')).trim()
    const other = '5a'.repeat(32)
    const stranger = await server.pds(REWRAP, { PDS_KEY_ENCRYPTION_KEY_HEX: other })
    expect(stranger).toMatchObject({ code: 1, stdout: expect.stringContaining('1 could not be opened') })
    const renewed = await server.pds(REWRAP, {
      PDS_KEY_ENCRYPTION_KEY_HEX: other,
      PDS_KEY_ENCRYPTION_KEYS_OTHER_HEX: old,
    })
    expect(renewed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('signing_key: 1 keys wrapped anew\n'),
    })
    expect(await pds('rebuild', alice.did)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('VaultError'),
    })
    const back = await server.pds(REWRAP, { PDS_KEY_ENCRYPTION_KEYS_OTHER_HEX: other })
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('signing_key: 1 keys') })
    await write(5)
  }, 180_000)

  it('takes second factors from somebody who has lost them', async () => {
    await sql(`INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
               VALUES ('lost', '${alice.did}', 'Phone', '\\x00', 0, '', false, now())`)
    const reset = (who: string) => pds('factors', 'reset', who)
    expect(await reset(alice.did)).toMatchObject({ code: 0, stdout: 'Second factors removed: 1\n' })
    expect(await reset(alice.did)).toMatchObject({ code: 1, stdout: 'The account has no second factors.\n' })
    expect(await reset('nobody.test')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('nobody.test'),
    })
  }, 120_000)

  it('knows who is not hosted here', async () => {
    expect(await pds('rebuild', 'nobody.test')).toMatchObject({ code: 1, stdout: '' })
  }, 60_000)

  it('tries a mail configuration, and ends with 1 when the mail is not taken', async () => {
    const smtp = await FaultySmtp.start({ user: { name: 'pds', password: 'secret' } })
    const tryWith = (password: string) =>
      server.pds(['mail', 'test', 'operator@example.com'], {
        PDS_EMAIL_SMTP_URL: `smtp://pds:${password}@localhost:${smtp.port}`,
        PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
      })
    try {
      const good = await tryWith('secret')
      expect(good).toMatchObject({ code: 0, stderr: '' })
      expect(good.stdout).toMatch(/^content +ok /m)
      expect(smtp.mails).toHaveLength(1)
      const bad = await tryWith('wrong')
      expect(bad).toMatchObject({ code: 1, stderr: '' })
      expect(bad.stdout).toMatch(/^sign-in +FAILED .*535.*\n +→ User or password are wrong/m)
      for (const { stdout } of [good, bad]) expect(stdout).not.toMatch(/secret|wrong@/)
    } finally {
      await smtp.close()
    }
    expect(await pds('mail', 'test', 'operator@example.com')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('PDS_EMAIL_SMTP_URL'),
    })
  }, 60_000)

  it('lists mails that were given up', async () => {
    expect(await pds('mail', 'failed')).toEqual({ code: 0, stdout: 'No mail was given up.\n', stderr: '' })
    expect(await pds('mail', 'failed', '--retry')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0 /),
    })
  }, 60_000)

  it('shows and settles reports', async () => {
    const { data } = await alice.agent.com.atproto.moderation.createReport({
      reasonType: 'com.atproto.moderation.defs#reasonSpam',
      reason: 'sells things',
      subject: { $type: 'com.atproto.admin.defs#repoRef', did: alice.did },
    })
    const id = String(data.id)
    const listed = await pds('reports', 'list')
    expect(listed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('sells things\n1 open, 0 resolved'),
    })
    expect(await pds('reports', 'resolve', id, '--actor', 'Ada')).toMatchObject({ code: 2 })
    const settle = () => pds('reports', 'resolve', id, '--actor', 'Ada', '--reason', 'warned')
    expect(await settle()).toMatchObject({ code: 0 })
    expect(await settle()).toMatchObject({ code: 1, stderr: expect.stringContaining('resolved already') })
    expect(await pds('reports', 'show', id)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^resolved .* by Ada: warned$/m),
    })
    expect(await pds('reports', 'list', '--state', 'resolved')).toMatchObject({
      stdout: expect.stringContaining('0 open, 1 resolved'),
    })
    expect(await pds('reports', 'show', '999')).toMatchObject({ code: 1 })
    expect(await pds('reports', 'list', '--state', 'new')).toMatchObject({ code: 2 })
  }, 180_000)

  it('sweeps the store of blobs', async () => {
    const { data } = await alice.agent.uploadBlob(Buffer.from('some text'), { encoding: 'text/plain' })
    expect(await pds('blobs', 'usage', alice.handle)).toMatchObject({ code: 0 })
    const folder = join(server.dataDirectory, 'blobs')
    const names = await readdir(folder, { recursive: true })
    const name = names.find((each) => /[0-9a-f]{40}$/.test(each))!
    await rm(join(folder, name))
    const swept = await pds('blobs', 'sweep')
    expect(swept.code).toBe(1)
    expect(swept.stdout).toContain(String(data.blob.ref))
  }, 180_000)
})
