import { Branding, BrandingConfig } from '../../src/branding/index.js'
import { configOf, ServiceConfig } from '../../src/config/index.js'
import { MailDiagnosis, type StepReport, trialMail } from '../../src/mail/index.js'
import { FaultySmtp, type SmtpScript } from '../support/faulty-smtp.js'
import { freePort } from '../support/free-port.js'

const TO = 'operator@example.com'
const FROM = 'pds@example.com'
const TIMEOUT_MS = 1_500
const USER = { name: 'pds', password: 'p@ss word' }
const CREDENTIALS = 'pds:p%40ss%20word@'
const INSECURE = '?tls.rejectUnauthorized=false'

let smtp: FaultySmtp | undefined
afterEach(async () => {
  await smtp?.close()
  smtp = undefined
})

const BRANDING = new Branding(
  configOf(ServiceConfig, { serviceName: 'Guild & Sons' }),
  configOf(BrandingConfig),
).whole

async function diagnose(url: string): Promise<{ isTaken: boolean; steps: StepReport[] }> {
  const steps: StepReport[] = []
  const mail = trialMail(BRANDING, TO, 'en')
  const isTaken = await new MailDiagnosis({ url, from: FROM }, TIMEOUT_MS).run(mail, (step) =>
    steps.push(step),
  )
  return { isTaken, steps }
}

async function diagnoseAt(script: SmtpScript, url: (port: number) => string) {
  smtp = await FaultySmtp.start(script)
  return diagnose(url(smtp.port))
}

const plain = (port: number) => `smtp://localhost:${port}`
const withUser = (port: number) => `smtp://${CREDENTIALS}localhost:${port}`
const secure = (port: number) => `smtps://localhost:${port}`

describe('a mail configuration that works', () => {
  it.each([
    ['without encryption', {}, plain, 'warning'],
    [
      'with STARTTLS',
      { tls: 'STARTTLS' },
      (port: number) => `${plain(port)}/${INSECURE}&requireTLS=true`,
      'done',
    ],
    ['with TLS', { tls: 'at once' }, (port: number) => `${secure(port)}/${INSECURE}`, 'done'],
    ['with a user', { user: USER }, withUser, 'warning'],
  ] as const)('is found to work %s', async (_what, script, url, encryption) => {
    const { isTaken, steps } = await diagnoseAt(script, url)
    expect([isTaken, steps.map(({ step, outcome }) => [step, outcome])]).toEqual([
      true,
      [
        ['name', 'done'],
        ['connection', 'done'],
        ['greeting', 'done'],
        ['encryption', encryption],
        ['sign-in', 'done'],
        ['sender', 'done'],
        ['recipient', 'done'],
        ['content', 'done'],
      ],
    ])
    expect(smtp!.mails).toHaveLength(1)
    expect(smtp!.mails[0]).toContain('multipart/alternative')
    expect(JSON.stringify(steps)).not.toContain(USER.password)
  })
})

describe('a mail configuration that does not work', () => {
  type Case = [string, SmtpScript, (port: number) => string, string, RegExp]
  const FAULTS: Case[] = [
    ['says nothing', { silent: true }, plain, 'greeting', /use smtps/],
    [
      'turns us away',
      { replies: { greeting: '554 go away' } },
      plain,
      'greeting',
      /turned this machine away/,
    ],
    ['is busy', { replies: { greeting: '421 too busy' } }, plain, 'greeting', /try again later/],
    ['has a certificate of nobody', { tls: 'at once' }, secure, 'encryption', /NODE_EXTRA_CA_CERTS/],
    ['has such a one after STARTTLS', { tls: 'STARTTLS' }, plain, 'encryption', /NODE_EXTRA_CA_CERTS/],
    ['does not begin with TLS', {}, secure, 'encryption', /smtp:\/\/ with port 587/],
    ['begins with TLS when it should not', { tls: 'at once' }, plain, 'greeting', /use smtps/],
    [
      'has no STARTTLS where it is required',
      {},
      (port) => `${plain(port)}/?requireTLS=true`,
      'encryption',
      /which port encrypts/,
    ],
    ['knows another password', { user: { ...USER, password: 'x' } }, withUser, 'sign-in', /%40 %3A/],
    [
      'cannot check passwords now',
      { user: USER, replies: { AUTH: '454 later' } },
      withUser,
      'sign-in',
      /later/,
    ],
    [
      'wants a user',
      { replies: { MAIL: '530 5.7.0 Authentication required' } },
      plain,
      'sender',
      /put user and password into the URL/,
    ],
    [
      'does not take the sender',
      { replies: { MAIL: '553 not yours' } },
      plain,
      'sender',
      /EMAIL_FROM_ADDRESS/,
    ],
    ['cannot take the sender now', { replies: { MAIL: '451 later' } }, plain, 'sender', /later/],
    [
      'does not take the recipient',
      { replies: { RCPT: '550 no such mailbox' } },
      plain,
      'recipient',
      /mailbox/,
    ],
    ['cannot take the recipient now', { replies: { RCPT: '450 greylisted' } }, plain, 'recipient', /later/],
    ['does not want content', { replies: { DATA: '554 no' } }, plain, 'content', /SPF, DKIM/],
    ['does not like the content', { replies: { end: '554 5.7.1 spam' } }, plain, 'content', /SPF, DKIM/],
    ['has no room for it now', { replies: { end: '452 full' } }, plain, 'content', /later/],
  ]

  it.each(FAULTS)('because the server %s', async (_what, script, url, step, advice) => {
    const { isTaken, steps } = await diagnoseAt(script, url)
    expect([isTaken, steps.at(-1)]).toEqual([
      false,
      {
        ...{ step, outcome: 'failed', detail: expect.any(String), advice: expect.stringMatching(advice) },
        adviceCode: expect.stringMatching(/^mail_/),
      },
    ])
    expect(steps.slice(0, -1).filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(smtp!.mails).toEqual([])
    const told = Object.values(script.replies ?? {})[0]
    if (told) expect(steps.at(-1)!.detail).toContain(told)
  })

  it('because nothing listens', async () => {
    const { isTaken, steps } = await diagnose(plain(await freePort()))
    expect([isTaken, steps.map(({ step }) => step)]).toEqual([false, ['name', 'connection']])
    expect(steps.at(-1)!.advice).toMatch(/Nothing listens there/)
  })

  it('because there is no such host', async () => {
    const { isTaken, steps } = await diagnose('smtp://no-such-host.invalid')
    expect([isTaken, steps.map(({ step, outcome }) => [step, outcome])]).toEqual([
      false,
      [['name', 'failed']],
    ])
    expect(steps[0]!.advice).toMatch(/no such host|DNS/)
  })
})
