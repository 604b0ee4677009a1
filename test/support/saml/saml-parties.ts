import 'reflect-metadata'
import { SamlReader } from '../../../src/sso/saml/saml-reader.js'
import type { ProviderParty, ServiceParty } from '../../../src/sso/saml/wire/saml-messages.js'
import type { SamlProblem } from '../../../src/sso/saml/wire/saml-problem.js'
import { Log } from '../../../src/telemetry/index.js'
import { newTestKey, pemOf, SamlIdp } from './saml-idp.js'

/** When messages of these tests are read. */
export const NOW_MS = Date.parse('2031-05-04T12:00:00Z')
const BASE = 'https://pds.example/sso/saml/c'

/** The provider, and keys of others. */
export const idp = new SamlIdp('https://idp.example/entity')
export const stranger = newTestKey('stranger')
export const next = newTestKey('next')
/** Our keys. */
export const ours = newTestKey('ours')
export const oursBefore = newTestKey('before')

/** This server as the provider knows it. */
export const service: ServiceParty = {
  entityId: `${BASE}/metadata`,
  consumerUrl: `${BASE}/acs`,
  logoutUrl: `${BASE}/logout`,
  signing: { key: ours.key, certificate: pemOf(ours.certificate) },
  decryptionKeys: [ours.key, oursBefore.key],
}

/** The provider as its metadata describe it. */
export const provider: ProviderParty = {
  entityId: idp.entityId,
  signOnUrl: idp.signOnUrl,
  logout: { url: idp.logoutUrl, answerUrl: idp.logoutUrl },
  certificates: [idp.current.certificate],
  validUntilMs: undefined,
}

/** A reader with its thread; it has to be ended. */
export function newReader(): SamlReader {
  return new SamlReader(Log.silent())
}

/** Why a message is not believed, or `believed`. */
export function verdictOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => 'believed',
    (problem: SamlProblem) => problem.code,
  )
}

/** XML as forms carry it. */
export function encoded(xml: string): string {
  return Buffer.from(xml).toString('base64')
}
