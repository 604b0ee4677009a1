import { com } from '@guildhall/lexicon'
import { type Answer, bearer, type Member, type WholeServer } from './whole-server.js'

const { createRecord, deleteRecord, uploadBlob } = com.atproto.repo
const { getBlob } = com.atproto.sync

/** Of any schema: it refers to blobs. */
export const HOLDER = 'com.example.holder'

/** A reference as uploadBlob answers it. */
export interface JsonBlobRef {
  $type: 'blob'
  ref: { $link: string }
  mimeType: string
  size: number
}

/** A member who uploads files and refers to them. */
export class BlobMember {
  constructor(
    readonly server: WholeServer,
    readonly member: Member,
  ) {}

  /** @param more headers; the type of the file, unless it is among them, is that of any bytes */
  upload(bytes: Uint8Array, more: Record<string, string> = {}, query = ''): Promise<Answer> {
    const headers = { 'content-type': 'application/octet-stream', ...bearer(this.member.accessJwt), ...more }
    return this.server.request('POST', `/xrpc/${uploadBlob.nsid}${query}`, headers, Buffer.from(bytes))
  }

  /** The reference to a file that is uploaded. */
  async blob(bytes: Uint8Array, more: Record<string, string> = {}): Promise<JsonBlobRef> {
    const { status, json } = await this.upload(bytes, more)
    if (status !== 200) throw new Error(`the blob was not taken: ${status} ${JSON.stringify(json)}`)
    return json.blob as JsonBlobRef
  }

  refer(rkey: string, ...blobs: JsonBlobRef[]): Promise<Answer> {
    const place = { repo: this.member.did, collection: HOLDER, rkey }
    return this.server.post(createRecord.nsid, { ...place, record: { blobs } }, bearer(this.member.accessJwt))
  }

  forget(rkey: string): Promise<Answer> {
    const place = { repo: this.member.did, collection: HOLDER, rkey }
    return this.server.post(deleteRecord.nsid, place, bearer(this.member.accessJwt))
  }

  get(cid: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.server.get(getBlob.nsid, { did: this.member.did, cid }, headers)
  }

  /** The key of the blob's object; undefined if there is no such blob. */
  async objectKey(cid: Buffer): Promise<string | undefined> {
    const rows = await this.server.sql<{ object_key: string }>(
      'SELECT object_key FROM blob JOIN repo USING (repo_id) WHERE did = $1 AND cid = $2',
      [this.member.did, cid],
    )
    return rows[0]?.object_key
  }
}
