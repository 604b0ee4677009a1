import { jest } from '@jest/globals'
import { com } from '@guildhall/lexicon'
import { getQueueToken } from '@nestjs/bullmq'
import type { Queue } from 'bullmq'
import { Outbox } from '../../src/mail/outbox.js'
import { MAIL } from '../../src/mail/queued-mail.js'
import { WaitingMailStore } from '../../src/mail/waiting-mail.store.js'
import { WaitingMails } from '../../src/mail/waiting-mails.js'
import { AdminApi, data } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { createAppPassword, requestPasswordReset, resetPassword } = com.atproto.server
const START_MAX_MS = 60_000

let sink: SmtpSink
let server: WholeServer
let api: AdminApi
let outbox: Outbox
let count = 0
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    ...{ PDS_EMAIL_SMTP_URL: sink.url, PDS_EMAIL_FROM_ADDRESS: 'pds@example.com' },
    ...{ PDS_NEW_APP_PASSWORD_MAILS: 'true', PDS_RATE_LIMITS_ENABLED: 'false' },
  })
  api = new AdminApi(server)
  outbox = server.app.get(Outbox, { strict: false })
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const waiting = async () =>
  (await server.sql<{ count: number }>('SELECT count(*)::int4 AS count FROM waiting_mail'))[0]!.count
const newAddress = () => `letters${++count}@example.com`

/** A change that causes a letter: who makes it, and to whom it goes. */
type Change = (member: Member) => Promise<{ readonly status: number; readonly to: string }>
const CHANGES: Readonly<Record<string, Change>> = {
  'an account that is made for somebody': async () => {
    const email = newAddress()
    const made = await api.post('accounts', { handle: `welcome${count}.test`, email })
    return { status: made.status, to: email }
  },
  'the same, once more': async (member) => {
    const again = await api.post(`accounts/${member.did}/resend-welcome`)
    return { status: again.status, to: member.email }
  },
  'an invitation': async () => {
    const email = newAddress()
    const sent = await api.post('invites/send', { emails: [email] })
    return { status: sent.status, to: email }
  },
  'an app password': async (member) => {
    const made = await server.post(createAppPassword.nsid, { name: 'reader' }, bearer(member.accessJwt))
    return { status: made.status, to: member.email }
  },
  'another address': async (member) => {
    const change = await api.send('PATCH', `accounts/${member.did}`, { email: newAddress() })
    return { status: change.status, to: member.email }
  },
  'a new password': async (member) => {
    await server.post(requestPasswordReset.nsid, { email: member.email })
    const code = codeIn(await sink.next(member.email))
    const done = await server.post(resetPassword.nsid, { token: code, password: 'another good password' })
    return { status: done.status, to: member.email }
  },
  'an export': async (member) => {
    const { status } = await api.post('exports', { did: member.did })
    await eventually(async () => (await waiting()) > 0)
    return { status, to: member.email }
  },
  'an account that is suspended': async (member) => {
    const lock = await api.post(`accounts/${member.did}/suspend`, { reason: 'why' })
    return { status: lock.status, to: member.email }
  },
}

describe('a letter that a change causes', () => {
  it.each(Object.entries(CHANGES))(
    'is not lost where the node dies that has made it, and is sent once: %s',
    async (_what, change) => {
      const member = await server.signUp({ email: newAddress() })
      await eventually(async () => (await waiting()) === 0)
      // As if nobody were there any more to pass it on.
      const handOver = jest.spyOn(outbox, 'handOver').mockResolvedValue(0)
      const { status, to } = await change(member)
      expect(status).toBeLessThan(300)
      expect(await waiting()).toBe(1)
      const seen = sink.to(to).length
      handOver.mockRestore()
      const upkeep = server.app.get(WaitingMails, { strict: false })
      await Promise.all([upkeep.run(), upkeep.run()])
      await sink.next(to, seen)
      await eventually(async () => (await waiting()) === 0)
      expect(sink.to(to)).toHaveLength(seen + 1)
    },
  )

  it('is not sent twice where the node dies that has put it into the queue, before it could forget it', async () => {
    await eventually(async () => (await waiting()) === 0)
    const handOver = jest.spyOn(outbox, 'handOver').mockResolvedValue(0)
    const email = newAddress()
    expect((await api.post('invites/send', { emails: [email] })).status).toBeLessThan(300)
    const queue = server.app.get<Queue>(getQueueToken(MAIL), { strict: false })
    const store = server.app.get(WaitingMailStore, { strict: false })
    const death = store.take(1, async ({ id, sealed }) => {
      await queue.add(MAIL, { sealed }, { jobId: id })
      throw new Error('it died')
    })
    await expect(death).rejects.toThrow('it died')
    await sink.next(email)
    await eventually(async () => (await waiting()) === 0)
    handOver.mockRestore()
    await server.app.get(WaitingMails, { strict: false }).run()
    await eventually(async () => (await queue.getJobCounts()).active === 0)
    expect(sink.to(email)).toHaveLength(1)
  })

  it('is not sent where the change does not come about', async () => {
    const before = sink.mails.length
    const [first, second] = [await server.signUp(), await server.signUp()]
    const taken = await api.send('PATCH', `accounts/${first.did}`, { email: second.email })
    expect(taken.status).toBe(409)
    const named = { email: newAddress(), handle: first.handle }
    expect((await api.post('accounts', named)).status).toBeGreaterThanOrEqual(400)
    expect([await waiting(), sink.mails.length]).toEqual([0, before])
  })

  it('goes as soon as that is committed, without anybody looking for it', async () => {
    const email = newAddress()
    expect((await api.post('invites/send', { emails: [email] })).status).toBeLessThan(300)
    await sink.next(email)
    const [sent] = data(await api.get('invites?page[size]=200')).filter(
      (one) => (one.letter as { to?: string } | undefined)?.to === email,
    )
    expect(sent === undefined || (sent.letter as { sentAt?: string }).sentAt).toBeTruthy()
  })
})
