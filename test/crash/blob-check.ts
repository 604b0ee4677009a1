import { createHash } from 'node:crypto'
import { cidBytesToString, rawCidBytes } from '@guildhall/data'
import { com } from '@guildhall/lexicon'

/** Fetches a blob. @returns what is wrong with it, if anything */
export async function blobProblem(url: string, did: string, cid: string): Promise<string | undefined> {
  const query = new URLSearchParams({ did, cid }).toString()
  const answer = await fetch(`${url}/xrpc/${com.atproto.sync.getBlob.nsid}?${query}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (answer.status !== 200) return `blob ${cid}: ${answer.status}`
  const found = cidBytesToString(rawCidBytes(createHash('sha256').update(bytes).digest()))
  return found === cid ? undefined : `blob ${cid} has the bytes of ${found}`
}
