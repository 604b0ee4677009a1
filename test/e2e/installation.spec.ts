import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccount, signIn } from './accounts.js'
import { FirehoseReader, isCommit } from './firehose-reader.js'
import { ServerProcess } from './server-process.js'

let server: ServerProcess

beforeAll(async () => {
  server = await ServerProcess.create()
}, 90_000)

afterAll(() => server?.remove(), 30_000)

describe('an installation with nothing but a data directory', () => {
  it('makes its secrets at the first start, for its own eyes only', async () => {
    await server.start()
    const secrets = join(server.dataDirectory, 'secrets')
    expect((await stat(secrets)).mode & 0o777).toBe(0o700)
    const names = (await readdir(secrets)).sort()
    expect(names).toEqual(['admin-password', 'jwt-secret', 'key-encryption-key', 'plc-rotation-key'])
    for (const name of names) expect((await stat(join(secrets, name))).mode & 0o777).toBe(0o600)
  }, 90_000)

  it('prints no secret', async () => {
    for (const name of ['jwt-secret', 'key-encryption-key', 'plc-rotation-key']) {
      const secret = (await readFile(join(server.dataDirectory, 'secrets', name), 'utf8')).trim()
      expect(server.log).not.toContain(secret)
    }
  })

  it('ends with code 0 on SIGTERM, also with open connections, and keeps everything', async () => {
    const { agent, did } = await createAccount(server, 'carol')
    const { uri, cid } = await agent.post({ text: 'kept' })
    const reader = await FirehoseReader.open(server, 0)
    await reader.until((frames) => frames.some(isCommit), 'a commit')
    expect(await server.stop('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(await server.databasePids()).toEqual([])

    await server.start()
    const again = await signIn(server, 'carol.test')
    expect(again.session?.did).toBe(did)
    const [collection, rkey] = uri.split('/').slice(-2) as [string, string]
    const { data } = await again.com.atproto.repo.getRecord({ repo: did, collection, rkey })
    expect(data.cid).toBe(cid)

    await again.post({ text: 'after the restart' })
    const resumed = await FirehoseReader.open(server, reader.frames.at(-1)!.seq)
    await resumed.until((frames) => frames.some(isCommit), 'the new commit')
    expect(resumed.frames[0]!.seq).toBeGreaterThan(reader.frames.at(-1)!.seq)
    resumed.close()
  }, 120_000)

  it('ends with code 0 on SIGINT', async () => {
    expect(await server.stop('SIGINT')).toEqual({ code: 0, signal: null })
  }, 30_000)
})

describe('an installation with wrong settings', () => {
  it('does not start, and names all of them', async () => {
    const wrong = await ServerProcess.create({ PDS_BLOB_UPLOAD_LIMIT: 'many', PDS_DEV_MODE: 'perhaps' })
    await expect(wrong.start()).rejects.toThrow(
      /PDS_BLOB_UPLOAD_LIMIT[\s\S]*PDS_DEV_MODE|PDS_DEV_MODE[\s\S]*PDS_BLOB/,
    )
    await wrong.remove()
  }, 30_000)
})
