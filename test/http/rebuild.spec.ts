import { verifyRepoCar } from '@atproto/repo'
import { Accounts } from '../../src/account/index.js'
import { Database } from '../../src/database/index.js'
import { isSound, RepoRebuild } from '../../src/repo/index.js'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { applyWrites, createRecord, listRecords } = com.atproto.repo
const { getLatestCommit, getRepo } = com.atproto.sync
const NOTE = 'com.example.note'
const SYNC_EVENT = 2
const OF_REPO = 'repo_id = (SELECT repo_id FROM repo WHERE did = $1)'

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, 60_000)
beforeEach(async () => {
  member = await server.signUp()
  const writes = Array.from({ length: 100 }, (_, n) => ({
    $type: `${applyWrites.nsid}#create`,
    ...{ collection: NOTE, rkey: `k${n}`, value: { $type: NOTE, n } },
  }))
  await server.post(applyWrites.nsid, { repo: member.did, writes }, bearer(member.accessJwt))
})
afterAll(() => server?.close())

async function rebuild({ dryRun = false } = {}) {
  const account = await server.app.get(Accounts, { strict: false }).byDid(member.did as Did)
  return server.app.get(RepoRebuild, { strict: false }).run(account!, { dryRun })
}
const headOf = async () =>
  (await server.get(getLatestCommit.nsid, { did: member.did })).json as { cid: string; rev: string }
const lastEvent = async () =>
  (
    await server.sql<{ kind: number }>('SELECT kind FROM repo_event WHERE did = $1 ORDER BY id', [member.did])
  ).at(-1)!.kind

async function expectWhole(records = 100) {
  const [key] = await server.sql<{ did_key: string }>('SELECT did_key FROM signing_key WHERE did = $1', [
    member.did,
  ])
  const { bytes } = await server.get(getRepo.nsid, { did: member.did })
  const verified = await verifyRepoCar(bytes, member.did, key!.did_key)
  expect(verified.creates).toHaveLength(records)
  expect(verified.commit.rev).toBe((await headOf()).rev)
}

describe('rebuilding a repository', () => {
  it('leaves a sound one as it is', async () => {
    const before = await headOf()
    const { findings, rev } = await rebuild()
    expect(isSound(findings)).toBe(true)
    expect(findings).toMatchObject({ records: 100 })
    expect(rev).toBeUndefined()
    expect(await headOf()).toEqual(before)
  })

  it('brings back nodes, takes away what belongs nowhere, signs a new commit and tells of it', async () => {
    const before = await headOf()
    await server.sql(
      `DELETE FROM repo_node WHERE ${OF_REPO} AND cid = (SELECT min(cid) FROM repo_node WHERE ${OF_REPO})`,
      [member.did],
    )
    await server.sql(
      `UPDATE repo_node SET content = '\\x00' WHERE ${OF_REPO} AND cid = (SELECT max(cid) FROM repo_node WHERE ${OF_REPO})`,
      [member.did],
    )
    await server.sql(
      `INSERT INTO repo_node (repo_id, cid, content, rev) SELECT repo_id, '\\x01711220', '\\x01', rev FROM repo WHERE did = $1`,
      [member.did],
    )
    const { findings, rev } = await rebuild()
    expect(findings).toMatchObject({ missingNodes: 1, damagedNodes: 1, surplusNodes: 1, commit: [] })
    expect(rev! > before.rev).toBe(true)
    expect(await lastEvent()).toBe(SYNC_EVENT)
    await expectWhole()
    expect(isSound((await rebuild({ dryRun: true })).findings)).toBe(true)
    const written = { repo: member.did, collection: NOTE, rkey: 'more', record: { $type: NOTE } }
    expect((await server.post(createRecord.nsid, written, bearer(member.accessJwt))).status).toBe(200)
    await expectWhole(101)
  })

  it('takes what records say for the truth: their CIDs, and the root of the commit', async () => {
    await server.sql(`DELETE FROM repo_record WHERE ${OF_REPO} AND path = '${NOTE}/k7'`, [member.did])
    await server.sql(
      `UPDATE repo_record SET cid = '\\x0171122000' WHERE ${OF_REPO} AND path = '${NOTE}/k8'`,
      [member.did],
    )
    const { findings, rev } = await rebuild()
    expect(findings.misplaced).toEqual([`${NOTE}/k8`])
    expect(findings.commit).toHaveLength(2)
    expect(rev).toBeDefined()
    await expectWhole(99)
    const { json } = await server.get(listRecords.nsid, { repo: member.did, collection: NOTE, limit: 100 })
    expect(json.records).toHaveLength(99)
  })

  it('replaces a commit that cannot be read', async () => {
    await server.sql(`UPDATE repo SET commit_block = '\\x00' WHERE did = $1`, [member.did])
    const { findings } = await rebuild()
    expect(findings.commit.join()).toMatch(/cannot be read/)
    await expectWhole()
  })

  it('only looks, if told so', async () => {
    const before = await headOf()
    await server.sql(`DELETE FROM repo_node WHERE ${OF_REPO}`, [member.did])
    const { findings, rev } = await rebuild({ dryRun: true })
    expect(findings.missingNodes).toBe(findings.nodes)
    expect(rev).toBeUndefined()
    expect(await headOf()).toEqual(before)
  })

  it('looks without making anybody wait, and while somebody writes', async () => {
    await server.app.get(Database, { strict: false }).withClient(async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT FROM repo WHERE did = $1 FOR UPDATE', [member.did])
      expect(isSound((await rebuild({ dryRun: true })).findings)).toBe(true)
      await client.query('ROLLBACK')
    })
  })

  it('refuses, and changes nothing, where a record is none: that is for people to decide', async () => {
    const before = await headOf()
    await server.sql(`UPDATE repo_record SET content = '\\xff' WHERE ${OF_REPO} AND path = '${NOTE}/k9'`, [
      member.did,
    ])
    await server.sql(`DELETE FROM repo_node WHERE ${OF_REPO}`, [member.did])
    await expect(rebuild()).rejects.toThrow(`${NOTE}/k9`)
    expect((await rebuild({ dryRun: true })).findings.unreadable).toEqual([`${NOTE}/k9`])
    expect(await headOf()).toEqual(before)
  })

  it('does not announce an account that is not public', async () => {
    await server.setStatus(member.did, 'deactivated')
    const before = await lastEvent()
    await server.sql(`DELETE FROM repo_node WHERE ${OF_REPO}`, [member.did])
    expect((await rebuild()).rev).toBeDefined()
    expect(await lastEvent()).toBe(before)
  })
})
