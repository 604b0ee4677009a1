import type { Did } from '@guildhall/syntax'
import { configOf } from '../../config/index.js'
import { MailConfig, type SecurityMail, type SecurityMails } from '../../mail/index.js'
import { type Clock, Log, withRequestId } from '../../telemetry/index.js'
import type { Accounts } from '../accounts.js'
import { Addressees } from '../addressees.js'
import type { MemberFacts } from '../facts/member-facts.js'
import { SecurityEventConfig } from './security-event.config.js'
import { type SecurityLetter, SecurityLetters } from './security-letters.js'

const ALICE = {
  did: 'did:plc:alice' as Did,
  handle: 'alice.test',
  email: 'alice@example.com',
  language: 'de' as const,
}
const NOW_MS = Date.UTC(2026, 0, 1)
const LETTERS: SecurityLetter[] = [
  { kind: 'signed-in' },
  { kind: 'app-allowed', app: 'https://app.example.com/client.json' },
  { kind: 'password-changed' },
  { kind: 'app-password-made', name: 'phone' },
]

function setUp(values: Partial<SecurityEventConfig> = {}, failure?: Error) {
  const sent: SecurityMail[] = []
  const mails = {
    send: async (mail: SecurityMail) => {
      if (failure) throw failure
      sent.push(mail)
    },
  } as unknown as SecurityMails
  const addressees = new Addressees({} as Accounts, {} as MemberFacts, configOf(MailConfig, {}))
  const config = configOf(SecurityEventConfig, values)
  const clock = { nowMs: () => NOW_MS } as Clock
  return { sent, letters: new SecurityLetters(mails, addressees, config, clock, Log.silent()) }
}

test('a letter says who, when and from where', async () => {
  const { letters, sent } = setUp()
  const origin = { ip: '192.0.2.1', userAgent: 'curl/8', acceptLanguage: 'en' }
  await withRequestId('id', () => letters.send(ALICE, LETTERS[0]!), origin)
  expect(sent).toEqual([
    {
      to: 'alice@example.com',
      name: 'alice.test',
      language: 'de',
      at: new Date(NOW_MS),
      place: { ip: '192.0.2.1', browser: 'curl/8' },
      about: { kind: 'signed-in' },
    },
  ])
})

test.each<[Partial<SecurityEventConfig>, string[]]>([
  [{}, ['signed-in', 'app-allowed', 'password-changed']],
  [{ newDeviceMails: false }, ['app-allowed', 'password-changed']],
  [{ newAppMails: false }, ['signed-in', 'password-changed']],
  [{ newAppPasswordMails: true }, ['signed-in', 'app-allowed', 'password-changed', 'app-password-made']],
])('with %j, what is sent is %j', async (values, kinds) => {
  const { letters, sent } = setUp(values)
  for (const letter of LETTERS) await letters.send(ALICE, letter)
  expect(sent.map(({ about }) => about.kind)).toEqual(kinds)
})

test('nobody without an address gets one, and a queue that is out of reach fails nothing', async () => {
  const { letters, sent } = setUp()
  await letters.send({ ...ALICE, email: undefined }, LETTERS[2]!)
  expect(sent).toEqual([])
  await setUp({}, new Error('no queue')).letters.send(ALICE, LETTERS[2]!)
})
