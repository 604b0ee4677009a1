import type { Brand } from '../../branding/index.js'
import {
  type Alarm,
  alarmMail,
  CODE_PURPOSES,
  codeMail,
  inviteMail,
  leavingMail,
  type Mail,
  type MailLanguage,
  moveMail,
  securityMail,
  type SecurityMatter,
  STANDING_MATTERS,
  standingMail,
  trialMail,
  welcomeMail,
} from '../../mail/index.js'

const TO = 'alice@example.com'
const NAME = 'alice.example.com'
const ORGANIZATION = 'Example Corp'
const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const CODE = 'ABCDE-23456'
const MINUTES = 15
const NOW = new Date('2030-01-24T12:00:00Z')
const IN_A_WEEK = new Date('2030-01-31T12:00:00Z')
const PLACE = { ip: '203.0.113.7', browser: 'Firefox' }

/** What owners are told of the security of their accounts, one of each kind. */
const SECURITY: { readonly [K in SecurityMatter['kind']]: Extract<SecurityMatter, { kind: K }> } = {
  'signed-in': { kind: 'signed-in' },
  'app-allowed': { kind: 'app-allowed', app: 'app.example.com' },
  'app-password-made': { kind: 'app-password-made', name: 'Telephone' },
  'password-changed': { kind: 'password-changed' },
  'email-changed': { kind: 'email-changed', to: 'new@example.com' },
  'factor-added': { kind: 'factor-added', factor: 'passkey' },
  'factor-removed': { kind: 'factor-removed', factor: 'passkey' },
  'identity-linked': { kind: 'identity-linked', name: ORGANIZATION },
  'identity-unlinked': { kind: 'identity-unlinked', name: ORGANIZATION },
  'factors-reset': { kind: 'factors-reset' },
  'recovery-codes-low': { kind: 'recovery-codes-low', left: 3 },
}
/** What those who answer for the service are told, one of each kind. */
const ALARMS: { readonly [K in Alarm['kind']]: Extract<Alarm, { kind: K }> } = {
  'leavers-stopped': {
    ...{ kind: 'leavers-stopped', connectionId: '0', connectionName: ORGANIZATION },
    left: 7,
  },
  'owner-stays': { kind: 'owner-stays', connectionName: ORGANIZATION, did: DID },
  'break-glass-used': { kind: 'break-glass-used', did: DID },
  'owner-made': { kind: 'owner-made', did: DID, by: 'root' },
  'webhook-off': { kind: 'webhook-off', host: 'hooks.example.com' },
}

type Draw = (brand: Brand, language: MailLanguage) => Mail

/** By their names, how each is drawn: as it is when it is sent, about somebody who does not exist. */
const SAMPLES: Readonly<Record<string, Draw>> = {
  trial: (brand, language) => trialMail(brand, TO, language),
  invitation: (brand, language) =>
    inviteMail(brand, { to: TO, code: CODE, language, expiresAt: IN_A_WEEK, handleDomain: 'example.com' }),
  move: (brand, language) =>
    moveMail(brand, {
      ...to(language),
      ...{ from: 'old.example', url: `${brand.publicUrl}/move?link=${CODE}` },
      ...{ expiresAt: IN_A_WEEK, newHandle: NAME },
    }),
  welcome: (brand, language) =>
    welcomeMail(brand, { ...to(language), link: { code: CODE, expiresAt: IN_A_WEEK } }),
  'welcome-organization': (brand, language) =>
    welcomeMail(brand, { ...to(language), organization: ORGANIZATION }),
  ...drawn(CODE_PURPOSES, (purpose, brand, language) =>
    codeMail(brand, { ...to(language), purpose, code: CODE, minutes: MINUTES }),
  ),
  ...drawn(STANDING_MATTERS, (about, brand, language) => standingMail(brand, { ...to(language), about })),
  leaving: (brand, language) => leavingMail(brand, { ...to(language), now: NOW, until: IN_A_WEEK }),
  ...drawn(Object.values(SECURITY), (about, brand, language) =>
    securityMail(brand, { ...to(language), at: NOW, place: PLACE, about }),
  ),
  ...drawn(Object.values(ALARMS), (about, brand, language) => alarmMail(brand, to(language), about)),
}

/** Mails that can be looked at. */
export const SAMPLE_MAILS: readonly string[] = Object.keys(SAMPLES)

/** A mail as somebody would get it; undefined if none goes by that name. */
export function sampleMail(name: string, brand: Brand, language: MailLanguage): Mail | undefined {
  return Object.hasOwn(SAMPLES, name) ? SAMPLES[name]!(brand, language) : undefined
}

function to(language: MailLanguage) {
  return { to: TO, name: NAME, language }
}

function drawn<Matter extends string | { readonly kind: string }>(
  matters: readonly Matter[],
  draw: (matter: Matter, ...how: Parameters<Draw>) => Mail,
): Record<string, Draw> {
  return Object.fromEntries(
    matters.map((matter) => [
      typeof matter === 'string' ? matter : matter.kind,
      (brand: Brand, language: MailLanguage) => draw(matter, brand, language),
    ]),
  )
}
