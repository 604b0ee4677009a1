import { K256Key } from '@guildhall/crypto'
import { cborCidBytes, type CidBytes } from '@guildhall/data'
import { buildTree, signCommit } from '@guildhall/repo'
import type pg from 'pg'

/** Rows of one INSERT. */
const ROWS_MAX = 2_000
const REV = '3zzzzzzzzzz22'

/** A repository of any size, put straight into the tables: what took a day to write is there within seconds. */
export async function fillRepo(
  client: pg.Client,
  did: string,
  records: number,
  sizeBytes = 200,
): Promise<void> {
  const { rows } = await client.query<{ repo_id: string }>('SELECT repo_id FROM repo WHERE did = $1', [did])
  const repoId = rows[0]!.repo_id
  const leaves: [string, CidBytes][] = []
  for (let start = 0; start < records; start += ROWS_MAX) {
    const page = Array.from({ length: Math.min(ROWS_MAX, records - start) }, (_, i) =>
      recordOf(start + i, sizeBytes),
    )
    for (const { path, cid } of page) leaves.push([path, cid])
    await client.query(
      `INSERT INTO repo_record (repo_id, path, cid, content, rev)
       SELECT $1, path, cid, content, $2 FROM unnest($3::text[], $4::bytea[], $5::bytea[]) AS new (path, cid, content)`,
      [
        repoId,
        REV,
        page.map(({ path }) => path),
        page.map(({ cid }) => cid),
        page.map(({ content }) => content),
      ],
    )
  }
  const { root, nodes } = buildTree(leaves)
  for (let start = 0; start < nodes.length; start += ROWS_MAX) {
    const page = nodes.slice(start, start + ROWS_MAX)
    await client.query(
      `INSERT INTO repo_node (repo_id, cid, content, rev)
       SELECT $1, cid, content, $2 FROM unnest($3::bytea[], $4::bytea[]) AS new (cid, content)`,
      [repoId, REV, page.map(({ cid }) => Buffer.from(cid)), page.map(({ bytes }) => Buffer.from(bytes))],
    )
  }
  // Nobody checks the signature of a repository that was made like this.
  const commit = signCommit({ did, rev: REV, data: root }, K256Key.fromHex('0a'.repeat(32)))
  await client.query('UPDATE repo SET root = $2, data = $3, rev = $4, commit_block = $5 WHERE repo_id = $1', [
    repoId,
    Buffer.from(commit.cid),
    Buffer.from(root),
    REV,
    Buffer.from(commit.bytes),
  ])
  await client.query('ANALYZE repo_record, repo_node')
}

/** A block need not be a record to be exported. It is DAG-CBOR: a byte string. */
function recordOf(n: number, sizeBytes: number): { path: string; cid: Buffer; content: Buffer } {
  const content = Buffer.alloc(sizeBytes, 'text ')
  content[0] = 0x59
  content.writeUInt16BE(sizeBytes - 3, 1)
  content.writeUInt32BE(n, 3)
  const path = `com.example.${n % 3 === 0 ? 'like' : 'note'}/${n.toString(36).padStart(8, '0')}`
  return { path, cid: Buffer.from(cborCidBytes(content)), content }
}
