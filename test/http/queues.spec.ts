import { com } from '@guildhall/lexicon'
import { eventually } from '../support/eventually.js'
import { SmtpSink } from '../support/smtp-sink.js'
import { type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const { requestPasswordReset } = com.atproto.server

const LISTENERS = `
  SELECT pid FROM pg_stat_activity
   WHERE datname = current_database() AND application_name = 'guildhall-jobs' AND query LIKE '%LISTEN bullmq_jobs%'`

let sink: SmtpSink
let server: WholeServer
let member: Member
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    PDS_RATE_LIMITS_ENABLED: 'false',
  })
  member = await server.signUp()
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const askForMail = async () => {
  const before = sink.to(member.email).length
  const { status } = await server.post(requestPasswordReset.nsid, { email: member.email })
  expect(status).toBe(200)
  return sink.next(member.email, before)
}

const listeners = async () => (await server.sql<{ pid: number }>(LISTENERS)).map(({ pid }) => pid)

describe('the queues of a node', () => {
  it('hear of jobs in one connection', async () => {
    await askForMail()
    await eventually(async () => (await listeners()).length > 0)
    expect(await listeners()).toHaveLength(1)
  })

  it('hear of them in another one when that is lost', async () => {
    const [lost] = await listeners()
    await server.sql('SELECT pg_terminate_backend($1)', [lost])
    await eventually(async () => (await listeners()).some((pid) => pid !== lost))
    await askForMail()
    expect(await listeners()).toHaveLength(1)
  })
})
