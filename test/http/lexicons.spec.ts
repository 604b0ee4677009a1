import { com } from '@guildhall/lexicon'
import { DnsServer } from '../support/dns-server.js'
import { eventually } from '../support/eventually.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { applyWrites, createRecord, deleteRecord, putRecord } = com.atproto.repo
const { resolveLexicon, schema } = com.atproto.lexicon
const START_MAX_MS = 60_000
const DAY_MS = 24 * 60 * 60 * 1000

let dns: DnsServer
let publisher: WholeServer
let server: WholeServer
/** whose repository has the lexicons */
let author: Member
let member: Member
let count = 0

/** One server publishes lexicons, another one validates; both know the directory of the first. */
beforeAll(async () => {
  dns = await DnsServer.start()
  publisher = await WholeServer.start()
  server = await WholeServer.start({
    PDS_DID_PLC_URL: `${publisher.url}/plc`,
    PDS_HANDLE_BACKUP_NAMESERVERS: dns.address,
    PDS_DNS_TIMEOUT_MS: '250',
    PDS_REPO_LEXICON_WAIT_MS: '20000',
    PDS_LEXICON_TIMEOUT_MS: '5000',
  })
  author = await publisher.signUp()
  member = await server.signUp()
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await publisher?.close()
  await dns?.close()
})

const noteOf = (properties: object = {}) => ({
  type: 'record',
  key: 'any',
  record: {
    type: 'object',
    required: ['text'],
    properties: { text: { type: 'string', maxLength: 10 }, ...properties },
  },
})

/** A namespace of its own, and its domain. */
const newGroup = () => ({ group: `test.group${++count}`, domain: `group${count}.test` })

async function publish(nsid: string, defs: object, more: object = {}) {
  const record = { $type: schema.nsid, lexicon: 1, id: nsid, defs, ...more }
  const { status, json } = await publisher.post(
    putRecord.nsid,
    { repo: author.did, collection: schema.nsid, rkey: nsid, record },
    bearer(author.accessJwt),
  )
  if (status !== 200) throw new Error(JSON.stringify(json))
  return json as { uri: string; cid: string }
}

/** A record type that is published, with its name in the DNS. */
async function publishedNote(properties: object = {}) {
  const { group, domain } = newGroup()
  dns.set(`_lexicon.${domain}`, `did=${author.did}`)
  const published = await publish(`${group}.note`, { main: noteOf(properties) })
  return { group, domain, nsid: `${group}.note`, ...published }
}

const create = (collection: string, record: object, validate?: boolean) =>
  server.post(
    createRecord.nsid,
    {
      repo: member.did,
      collection,
      record: { $type: collection, ...record },
      ...(validate !== undefined && { validate }),
    },
    bearer(member.accessJwt),
  )
const statusOf = ({ json }: { json: Record<string, unknown> }) => json.validationStatus

describe('a record of a type that is published elsewhere', () => {
  it('is validated against its schema', async () => {
    const { nsid } = await publishedNote()
    const good = await create(nsid, { text: 'short' })
    expect([good.status, statusOf(good)]).toEqual([200, 'valid'])
    const bad = await create(nsid, { text: 'much too long' })
    expect(bad).toMatchObject({ status: 400, json: { error: 'InvalidRequest' } })
    expect(bad.json.message).toContain('/text must not be longer than 10')
    expect(await create(nsid, { text: 'short' }, true)).toMatchObject({ status: 200 })
    expect((await create(nsid, {}, true)).status).toBe(400)
  })

  it('is not looked at when no check is wanted', async () => {
    const { nsid, domain } = await publishedNote()
    const answer = await create(nsid, { text: 'much too long' }, false)
    expect([answer.status, statusOf(answer)]).toEqual([200, undefined])
    expect(dns.asked).not.toContain(`_lexicon.${domain}`)
  })

  it('is not looked for when a record is deleted', async () => {
    const { nsid, domain } = await publishedNote()
    const target = { repo: member.did, collection: nsid, rkey: 'gone' }
    expect((await server.post(deleteRecord.nsid, target, bearer(member.accessJwt))).status).toBe(200)
    const writes = [{ $type: `${applyWrites.nsid}#delete`, collection: nsid, rkey: 'gone' }]
    await server.post(applyWrites.nsid, { repo: member.did, writes }, bearer(member.accessJwt))
    expect(dns.asked).not.toContain(`_lexicon.${domain}`)
  })

  it('is looked for once, however many ask at the same time', async () => {
    const { nsid, domain } = await publishedNote()
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(nsid, { text: 'short' })))
    expect(answers.map(statusOf)).toEqual(Array(5).fill('valid'))
    expect(dns.asked.filter((name) => name === `_lexicon.${domain}`)).toHaveLength(1)
  })

  it('is validated in a batch as well', async () => {
    const { nsid } = await publishedNote()
    const batch = (text: string) =>
      server.post(
        applyWrites.nsid,
        {
          repo: member.did,
          writes: [
            { $type: `${applyWrites.nsid}#create`, collection: nsid, value: { $type: nsid, text: 'short' } },
            { $type: `${applyWrites.nsid}#create`, collection: nsid, value: { $type: nsid, text } },
          ],
        },
        bearer(member.accessJwt),
      )
    expect((await batch('much too long')).json.message).toContain('writes[1].value/text')
    expect((await batch('ok')).json.results).toEqual(
      Array(2).fill(expect.objectContaining({ validationStatus: 'valid' })),
    )
  })

  it('is validated against documents that its own refers to', async () => {
    const { group, domain } = newGroup()
    dns.set(`_lexicon.${domain}`, `did=${author.did}`)
    await publish(`${group}.defs`, {
      mood: { type: 'object', required: ['level'], properties: { level: { type: 'integer', maximum: 3 } } },
    })
    const { nsid } = await publishedNote({
      mood: { type: 'ref', ref: `${group}.defs#mood` },
      reply: { type: 'ref', ref: 'com.atproto.repo.strongRef' },
    })
    expect(statusOf(await create(nsid, { text: 'short', mood: { level: 3 } }))).toBe('valid')
    expect((await create(nsid, { text: 'short', mood: { level: 4 } })).json.message).toContain('/mood/level')
    expect((await create(nsid, { text: 'short', reply: { uri: 'nowhere' } })).status).toBe(400)
  })

  it('cannot be judged where it leads to a document that nobody has', async () => {
    const { nsid } = await publishedNote({ mood: { type: 'ref', ref: 'test.nowhere.defs#mood' } })
    expect(statusOf(await create(nsid, { text: 'short' }))).toBe('valid')
    expect(statusOf(await create(nsid, { text: 'short', mood: {} }))).toBe('unknown')
    expect((await create(nsid, { text: 'short', mood: {} }, true)).status).toBe(400)
  })
})

describe('a type that cannot be resolved', () => {
  const unresolvable: [string, () => Promise<string>][] = [
    ['as its domain names no DID', async () => `${newGroup().group}.note`],
    [
      'as its domain names two',
      async () => {
        const { nsid, domain } = await publishedNote()
        dns.set(`_lexicon.${domain}`, `did=${author.did}`, 'did=did:web:other.test')
        return nsid
      },
    ],
    [
      'as only the domain above speaks for it',
      async () => {
        const { group } = await publishedNote()
        await publish(`${group}.sub.note`, { main: noteOf() })
        return `${group}.sub.note`
      },
    ],
    [
      'as its DID does not exist',
      async () => {
        const { nsid, domain } = await publishedNote()
        dns.set(`_lexicon.${domain}`, 'did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa')
        return nsid
      },
    ],
    [
      'as there is no record',
      async () => {
        const { group } = await publishedNote()
        return `${group}.other`
      },
    ],
    [
      'as its document is broken',
      async () => {
        const { group } = await publishedNote()
        await publish(`${group}.broken`, {
          main: { type: 'record', key: 'any', record: { type: 'nonsense' } },
        })
        return `${group}.broken`
      },
    ],
    [
      'as its document has the name of another',
      async () => {
        const { group } = await publishedNote()
        await publish(`${group}.alias`, { main: noteOf() }, { id: `${group}.note` })
        return `${group}.alias`
      },
    ],
    [
      'as its document describes no record',
      async () => {
        const { group } = await publishedNote()
        await publish(`${group}.defs`, { mood: { type: 'string' } })
        return `${group}.defs`
      },
    ],
  ]

  it.each(unresolvable)('%s, is unknown, and refused where a check is asked for', async (_why, prepare) => {
    const nsid = await prepare()
    const answer = await create(nsid, { text: 'much too long' })
    expect([answer.status, statusOf(answer)]).toEqual([200, 'unknown'])
    expect(await create(nsid, { text: 'short' }, true)).toMatchObject({
      status: 400,
      json: { error: 'InvalidRequest', message: `Unknown lexicon type: ${nsid}` },
    })
  })

  it('is not looked for again at once, but later', async () => {
    const { group, domain } = newGroup()
    const nsid = `${group}.note`
    const asked = () => dns.asked.filter((name) => name === `_lexicon.${domain}`).length
    await create(nsid, { text: 'one' })
    const first = asked()
    expect(first).toBeGreaterThan(0)
    await create(nsid, { text: 'two' })
    expect(asked()).toBe(first)
    dns.set(`_lexicon.${domain}`, `did=${author.did}`)
    await publish(nsid, { main: noteOf() })
    server.clock.advance(DAY_MS / 24)
    expect(statusOf(await create(nsid, { text: 'three' }))).toBe('valid')
  })
})

describe('resolveLexicon', () => {
  it('gives the document with its place', async () => {
    const { nsid, uri, cid } = await publishedNote()
    const { status, json } = await server.get(resolveLexicon.nsid, { nsid })
    expect(status).toBe(200)
    expect(json).toEqual({
      uri,
      cid,
      schema: { $type: schema.nsid, lexicon: 1, id: nsid, defs: { main: noteOf() } },
    })
  })

  it('says when there is none', async () => {
    expect(await server.get(resolveLexicon.nsid, { nsid: `${newGroup().group}.note` })).toMatchObject({
      status: 400,
      json: { error: 'LexiconNotFound' },
    })
    expect(await server.get(resolveLexicon.nsid, { nsid: 'nonsense' })).toMatchObject({
      status: 400,
      json: { error: 'InvalidRequest' },
    })
  })

  it('goes on with what is kept while the publisher is away, until that is too old', async () => {
    const { nsid, domain } = await publishedNote()
    expect((await server.get(resolveLexicon.nsid, { nsid })).status).toBe(200)
    dns.set(`_lexicon.${domain}`)
    server.clock.advance(2 * DAY_MS)
    expect((await server.get(resolveLexicon.nsid, { nsid })).status).toBe(200)
    server.clock.advance(90 * DAY_MS)
    expect((await server.get(resolveLexicon.nsid, { nsid })).json.error).toBe('LexiconNotFound')
  })
})

describe('a server that takes all lexicons from one DID', () => {
  let closed: WholeServer
  beforeAll(async () => {
    closed = await WholeServer.start({
      PDS_DID_PLC_URL: `${publisher.url}/plc`,
      PDS_LEXICON_AUTHORITY_DID: author.did,
      PDS_LEXICON_TIMEOUT_MS: '5000',
      PDS_REPO_LEXICON_WAIT_MS: '0',
    })
  }, START_MAX_MS)
  afterAll(() => closed?.close())

  it('asks no name server, and gives permission sets as well', async () => {
    const nsid = `${newGroup().group}.authBasic`
    const permissions = [{ type: 'permission', resource: 'repo', collection: ['com.example.note'] }]
    const { uri } = await publish(nsid, { main: { type: 'permission-set', title: 'Basics', permissions } })
    const { json } = await closed.get(resolveLexicon.nsid, { nsid })
    expect(json).toMatchObject({ uri, schema: { defs: { main: { type: 'permission-set', permissions } } } })
    expect(dns.asked).not.toContain(`_lexicon.group${count}.test`)
  })

  it('stores at once what it does not know, and validates once it does', async () => {
    const local = await closed.signUp()
    const nsid = `${newGroup().group}.note`
    await publish(nsid, { main: noteOf() })
    const write = (text: string) =>
      closed.post(
        createRecord.nsid,
        { repo: local.did, collection: nsid, record: { $type: nsid, text } },
        bearer(local.accessJwt),
      )
    // It waits for nothing, so the answer is there before the schema can be.
    expect(statusOf(await write('much too long'))).toBe('unknown')
    // A schema that never comes must end this test: without pauses, the log of what is asked filled the memory.
    await eventually(async () => statusOf(await write('ok')) === 'valid', 'the schema is there')
    expect((await write('much too long')).status).toBe(400)
  })
})
