import { com } from '@guildhall/lexicon'
import { eventually } from '../support/eventually.js'
import { RedisServer, redisServerMissing } from '../support/redis-server.js'
import { describeWithS3, S3Server } from '../support/s3-server.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { createSession, describeServer, requestPasswordReset } = com.atproto.server
const { createRecord, uploadBlob } = com.atproto.repo
const { getBlob } = com.atproto.sync
const START_MAX_MS = 60_000
const BUCKET = 'blobs'
/** Guesses at one name from one address in five minutes. */
const GUESSES_MAX = 30

const missing = redisServerMissing()

/** Where Redis is not installed, the place of the suite is taken by a test that says so. */
function describeWithRedis(title: string, suite: () => void): void {
  if (missing === undefined) return describe(title, suite)
  it(`${title}: not run, for ${missing}`, () => console.warn(`${title} was not run: ${missing}`))
}

describeWithS3('without the store of blobs', () => {
  let s3: S3Server
  let server: WholeServer
  let member: Member
  let cid: string
  beforeAll(async () => {
    s3 = await S3Server.start()
    await s3.createBucket(BUCKET)
    server = await WholeServer.start(s3.environment(BUCKET))
    member = await server.signUp()
    const { status, json } = await upload('kept')
    expect(status).toBe(200)
    cid = ((json.blob as { ref: { $link: string } }).ref as { $link: string }).$link
    const embed = { $type: 'com.example.picture', picture: json.blob }
    expect((await write({ ...embed })).status).toBe(200)
    await s3.kill()
  }, START_MAX_MS)
  afterAll(async () => {
    await server?.close()
    await s3?.close()
  })

  const upload = (text: string) =>
    server.request(
      'POST',
      `/xrpc/${uploadBlob.nsid}`,
      { ...bearer(member.accessJwt), 'content-type': 'text/plain' },
      Buffer.from(text),
    )
  const write = (record: object) =>
    server.post(
      createRecord.nsid,
      { repo: member.did, collection: 'com.example.picture', record },
      bearer(member.accessJwt),
    )

  it('uploads and downloads are refused for now, in words that a client understands', async () => {
    for (const answer of [await upload('new'), await server.get(getBlob.nsid, { did: member.did, cid })]) {
      expect([503, 504]).toContain(answer.status)
      expect(['UpstreamFailure', 'UpstreamTimeout']).toContain(answer.json.error)
    }
  })

  it('everything else goes on, and it is shown what is wrong', async () => {
    expect((await write({ $type: 'com.example.picture' })).status).toBe(200)
    expect((await server.get(describeServer.nsid)).status).toBe(200)
    const { status, json } = await server.request('GET', '/readyz')
    expect(status).toBe(200)
    expect((json.checks as Record<string, string>).blobStore).not.toBe('ok')
    expect((await server.request('GET', '/xrpc/_health')).json.problems).toBeDefined()
  })
})

describeWithRedis('without Redis, which keeps rate limits and queues', () => {
  let redis: RedisServer
  let server: WholeServer
  beforeAll(async () => {
    redis = await RedisServer.start()
    server = await WholeServer.start({
      PDS_RATE_LIMITS_ENABLED: 'true',
      PDS_RATE_LIMIT_STORE: 'redis',
      PDS_REDIS_SCRATCH_ADDRESS: redis.address,
      PDS_REDIS_SCRATCH_PASSWORD: redis.password,
      PDS_REDIS_URL: redis.url,
      PDS_SIGN_IN_LOCK_ENABLED: 'false',
    })
  }, START_MAX_MS)
  afterAll(async () => {
    await server?.close()
    await redis?.stop()
  })

  it('limits hold all the same, on each node by itself, and one line says so', async () => {
    const guess = () => server.post(createSession.nsid, { identifier: 'nobody.test', password: 'a guess' })
    const remaining = async () => Number((await guess()).headers['ratelimit-remaining'])
    const before = await remaining()
    expect(before).toBe(GUESSES_MAX - 1)
    expect(await remaining()).toBe(before - 1)
    await redis.kill()
    const after = await remaining()
    expect(after).toBe(GUESSES_MAX - 1)
    expect(await remaining()).toBe(after - 1)
    for (let i = 2; i < GUESSES_MAX; i++) await guess()
    expect(await guess()).toMatchObject({ status: 429, json: { error: 'RateLimitExceeded' } })
    const lines = server.lines.filter(({ msg }) => String(msg).startsWith('rate limits cannot be shared'))
    expect(lines).toHaveLength(1)
  })

  it('whoever needs a queue is asked to try again, instead of waiting for it', async () => {
    const { email } = await server.signUp()
    const ask = () => server.post(requestPasswordReset.nsid, { email })
    expect(await ask()).toMatchObject({
      status: 503,
      json: { error: 'NotEnoughResources' },
      headers: { 'retry-after': expect.any(String) as string },
    })
    await redis.run()
    await eventually(async () => (await ask()).status === 200, 'a letter that is taken')
  })
})
