import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { cidBytesToString, rawCidBytes } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { createHash } from 'node:crypto'
import { type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { applyWrites, createRecord, deleteRecord, putRecord, uploadBlob } = com.atproto.repo
const { getBlob } = com.atproto.sync
const HOLDER = 'com.example.holder'
const START_MAX_MS = 60_000

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start({ PDS_BLOB_UPLOAD_LIMIT: '100000' })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

it('x', async () => {
  const a = await server.request(
    'POST',
    `/xrpc/${uploadBlob.nsid}`,
    { 'content-type': 'image/png', ...bearer(member.accessJwt) },
    Buffer.from('hello'),
  )
  console.log(a.status, a.json)
  const blob = a.json.blob
  const r = await server.post(
    createRecord.nsid,
    { repo: member.did, collection: HOLDER, record: { blob } },
    bearer(member.accessJwt),
  )
  console.log(r.status, r.json)
  const g = await server.get(getBlob.nsid, { did: member.did, cid: (blob as any).ref.$link })
  console.log(g.status, g.headers, g.bytes.toString())
  const p = await server.get(
    getBlob.nsid,
    { did: member.did, cid: (blob as any).ref.$link },
    { range: 'bytes=1-2' },
  )
  console.log(p.status, p.headers, p.bytes.toString())
  const n = await server.get(
    getBlob.nsid,
    { did: member.did, cid: (blob as any).ref.$link },
    { 'if-none-match': g.headers.etag! },
  )
  console.log(n.status, n.headers, n.bytes.toString())
  const q = await server.get(
    getBlob.nsid,
    { did: member.did, cid: (blob as any).ref.$link },
    { range: 'bytes=100-' },
  )
  console.log(q.status, q.headers, q.bytes.toString())
})
