import { randomBytes } from 'node:crypto'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAccount, signIn, type TestAccount } from '../e2e/accounts.js'
import type { ServerProcess } from '../e2e/server-process.js'
import { blobProblem } from './blob-check.js'

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 2)
const HOLDER = 'com.example.holder'
const WORKERS = 6
const SIZE_MAX = 300_000
const ROUND_MS = 1_500
/** Older than the sweep lets uploads in flight be. */
const AGE_MS = 25 * 60 * 60 * 1000

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** What a crash leaves of blobs. @param serverOf has none yet; is killed, and started anew */
export function blobsInCrashes(serverOf: () => ServerProcess): void {
  let server: ServerProcess
  let account: TestAccount
  beforeAll(async () => {
    server = serverOf()
    account = await createAccount(server, 'uploader')
  }, 120_000)

  /** Uploads and refers to it, again and again, until the server is gone; every reference it said it has is noted. */
  async function work(noted: Set<string>): Promise<void> {
    try {
      for (;;) {
        const bytes = randomBytes(1 + Math.floor(Math.random() * SIZE_MAX))
        const { data } = await account.agent.uploadBlob(bytes, { encoding: 'application/x-thing' })
        await account.agent.com.atproto.repo.createRecord({
          ...{ repo: account.did, collection: HOLDER },
          record: { $type: HOLDER, blob: data.blob.toJSON() },
        })
        noted.add(data.blob.ref.toString())
      }
    } catch {
      // The server was killed.
    }
  }

  /** CIDs of the blobs that records refer to. */
  async function referenced(): Promise<string[]> {
    const cids: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { data } = await account.agent.com.atproto.sync.listBlobs({
        ...{ did: account.did, limit: 1_000 },
        ...(cursor && { cursor }),
      })
      cids.push(...data.cids)
      cursor = data.cursor
    }
    return cids
  }

  async function assertWhole(cid: string): Promise<void> {
    expect(await blobProblem(server.url, account.did, cid)).toBeUndefined()
  }

  /** Runs the sweep as an operator would. */
  async function sweep(): Promise<void> {
    const { code, stdout } = await server.pds(['blobs', 'sweep'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('\n0 blobs have lost their bytes') as string,
    })
  }

  it(
    `no blob in use is lost in a crash, and no file is left over, ${ROUNDS} times`,
    async () => {
      const noted = new Set<string>()
      for (let round = 0; round < ROUNDS; round++) {
        const before = noted.size
        const workers = Array.from({ length: WORKERS }, () => work(noted))
        // However busy the machine is: the crash comes while blobs are being referred to.
        while (noted.size === before) await sleep(10)
        await sleep(ROUND_MS * (0.3 + Math.random()))
        await server.stop('SIGKILL')
        await Promise.all(workers)
        await server.start()
        account.agent = await signIn(server, account.did)
        const found = await referenced()
        expect(found).toEqual(expect.arrayContaining([...noted]))
        for (const cid of found) await assertWhole(cid)
      }
      expect(noted.size).toBeGreaterThan(0)
      const folder = join(server.dataDirectory, 'blobs')
      const then = new Date(Date.now() - AGE_MS)
      for (const file of await filesIn(folder)) await utimes(file, then, then)
      const before = (await filesIn(folder)).length
      await sweep()
      const { data: status } = await account.agent.com.atproto.server.checkAccountStatus()
      const left = await filesIn(folder)
      expect(left).toHaveLength(status.importedBlobs)
      console.log(`${noted.size} blobs in use; the sweep removed ${before - left.length} files`)
      for (const cid of await referenced()) await assertWhole(cid)
    },
    ROUNDS * 60_000 + 60_000,
  )
}
