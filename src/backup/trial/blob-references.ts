import { cidBytesToString, decodeStrict, findBlobRefs, findLegacyBlobRefs } from '@guildhall/data'
import type { Queryable } from '../../database/index.js'

/** Records read at a time. */
const PAGE = 500

/** What the records of a repository say of blobs, beside what the tables say. */
export interface ReferenceFindings {
  /** references that records make and the table does not have, or the other way round: `path cid` */
  differing: string[]
  /** blobs that records refer to and nobody has uploaded: so it may be with accounts that have moved here */
  missing: number
}

const RECORDS = `
  SELECT path, content FROM repo_record WHERE repo_id = $1::int8 AND path > $2 ORDER BY path LIMIT $3::int4`

const REFERENCES = `
  SELECT ref.path, ref.cid, blob.cid IS NULL AS is_missing
    FROM repo_blob_ref ref LEFT JOIN blob USING (repo_id, cid) WHERE ref.repo_id = $1::int8`

/** Compares the references to blobs in records with those in the table. */
export async function checkReferences(on: Queryable, repoId: number): Promise<ReferenceFindings> {
  const { rows } = await on.query<{ path: string; cid: Buffer; is_missing: boolean }>({
    text: REFERENCES,
    values: [repoId],
  })
  const stored = new Set(rows.map(({ path, cid }) => `${path} ${cidBytesToString(cid)}`))
  const differing: string[] = []
  for (let after = ''; ;) {
    const page = await on.query<{ path: string; content: Buffer }>({
      text: RECORDS,
      values: [repoId, after, PAGE],
    })
    for (const { path, content } of page.rows) {
      const value = decodeStrict(content)
      const cids = new Set(findBlobRefs(value).map(({ ref }) => cidBytesToString(ref.bytes)))
      for (const cid of cids) {
        if (!stored.delete(`${path} ${cid}`)) differing.push(`${path} ${cid}`)
      }
      // Old forms of references may name what is no blob here.
      for (const { cid } of findLegacyBlobRefs(value)) stored.delete(`${path} ${cid}`)
      after = path
    }
    if (page.rows.length < PAGE) break
  }
  return { differing: [...differing, ...stored], missing: rows.filter((row) => row.is_missing).length }
}
