import { setTimeout as sleep } from 'node:timers/promises'
import { verifyRepoCar } from '@atproto/repo'
import { com } from '@guildhall/lexicon'
import { createAccount, signIn, signingKeyOf, type TestAccount } from '../e2e/accounts.js'
import type { ServerProcess } from '../e2e/server-process.js'
import { carOf, sampleCar } from '../support/sample-car.js'

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 2)
const NOTE = 'com.example.note'
const RECORDS = 3_000
/** Every other round the database dies as well. */
const DATABASE_DIES_EVERY = 2

/** What a crash leaves of an import. @param serverOf is killed, and started anew */
export function importsInCrashes(serverOf: () => ServerProcess): void {
  let server: ServerProcess
  let account: TestAccount
  let key: string
  beforeAll(async () => {
    server = serverOf()
    account = await createAccount(server, 'mover')
    key = await signingKeyOf(server, account.did)
  }, 120_000)

  /** A repository whose every record says which one it is. */
  const carOfRound = (round: number) =>
    carOf(
      sampleCar(
        account.did,
        Object.fromEntries(
          Array.from({ length: RECORDS }, (_, n) => [`${NOTE}/k${n}`, { $type: NOTE, round, n }]),
        ),
      ),
    )

  /** Resolves with whether the server said that it was done. */
  function importCar(car: Buffer): Promise<boolean> {
    return fetch(`${server.url}/xrpc/${com.atproto.repo.importRepo.nsid}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/vnd.ipld.car',
        authorization: `Bearer ${account.agent.session!.accessJwt}`,
      },
      body: new Uint8Array(car),
    }).then(
      ({ ok }) => ok,
      () => false,
    )
  }

  /** Which round's repository there is; it is verified, and all its records must be of the same round. */
  async function presentRound(): Promise<number> {
    const { data } = await account.agent.com.atproto.sync.getRepo({ did: account.did })
    const { creates, commit } = await verifyRepoCar(data, account.did, key)
    const latest = await account.agent.com.atproto.sync.getLatestCommit({ did: account.did })
    expect(latest.data.rev).toBe(commit.rev)
    expect(creates).toHaveLength(RECORDS)
    const rounds = new Set<number>()
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { data: page } = await account.agent.com.atproto.repo.listRecords({
        ...{ repo: account.did, collection: NOTE, limit: 100 },
        ...(cursor && { cursor }),
      })
      for (const { value } of page.records) rounds.add((value as unknown as { round: number }).round)
      cursor = page.cursor
    }
    expect([...rounds]).toHaveLength(1)
    return [...rounds][0]!
  }

  it(
    `a crash in the middle of an import leaves the old repository or the new one, ${ROUNDS} times`,
    async () => {
      let present = 0
      /** An import that was interrupted after its file had arrived may be finished by housekeeping later. */
      let possible = new Set([present])
      const began = performance.now()
      expect(await importCar(carOfRound(present))).toBe(true)
      const tookMs = performance.now() - began
      const seen = { old: 0, new: 0 }
      for (let round = 1; round <= ROUNDS; round++) {
        const importing = importCar(carOfRound(round))
        // From the first bytes to just after the end.
        await sleep((tookMs * 1.2 * (round - 0.5)) / ROUNDS)
        const databases = round % DATABASE_DIES_EVERY === 0 ? await server.databasePids() : []
        for (const pid of databases) process.kill(pid, 'SIGKILL')
        await server.stop('SIGKILL')
        const acknowledged = await importing
        await server.start()
        account.agent = await signIn(server, account.did)
        const found = await presentRound()
        possible.add(round)
        expect([...possible]).toContain(found)
        if (acknowledged) expect(found).toBe(round)
        seen[found === present ? 'old' : 'new']++
        // What was interrupted before the repository changed is not finished any more.
        if (found !== present) possible = new Set([found])
        present = found
      }
      expect(await importCar(carOfRound(ROUNDS + 1))).toBe(true)
      expect(await presentRound()).toBe(ROUNDS + 1)
      console.log(`after a crash: ${seen.old} times the old repository, ${seen.new} times the new one`)
    },
    ROUNDS * 60_000 + 60_000,
  )
}
