import { generateKeyPairSync, sign } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { signXml } from '@node-saml/node-saml/lib/xml.js'
import xmlEncryption, { type KeyEncryptionAlgorithm } from 'xml-encryption'
import { selfSignedCertificate } from '../../../src/sso/saml/self-signed-certificate.js'

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion'
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
const MINUTE_MS = 60_000

/** A key with its certificate (DER, base64). */
export interface TestKey {
  readonly key: string
  readonly certificate: string
}

/** What a response says; all of it may be wrong. */
export interface ResponseFacts {
  nowMs: number
  requestId?: string | undefined
  /** of the assertion alone, where it differs */
  assertionRequestId?: string | undefined
  issuer?: string
  consumerUrl?: string
  destination?: string | undefined
  recipient?: string
  audience?: string
  nameId?: string
  nameIdFormat?: string
  sessionIndex?: string
  notBeforeMs?: number
  notOnOrAfterMs?: number
  issuedMs?: number
  authMs?: number
  status?: string
  attributes?: Readonly<Record<string, readonly string[]>>
  /** which parts are signed */
  signed?: 'assertion' | 'response' | 'both' | 'none'
  algorithm?: 'sha1' | 'sha256' | 'sha512'
  signWith?: TestKey
  /** the certificate (PEM) that the assertion is encrypted for */
  encryptFor?: string
  keyEncryption?: KeyEncryptionAlgorithm
  /** the last change to the XML before it is encoded */
  tamper?: (xml: string) => string
  /** a change before it is signed */
  before?: (xml: string) => string
}

let keys = 0
/** A new key with a certificate. */
export function newTestKey(
  name = 'test',
  from = new Date('2020-01-01'),
  until = new Date('2049-01-01'),
): TestKey {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const certificate = selfSignedCertificate({ key: privateKey, name, serial: BigInt(++keys), from, until })
  return { key: privateKey, certificate: certificate.toString('base64') }
}

export function pemOf(certificate: string): string {
  return `-----BEGIN CERTIFICATE-----\n${certificate.match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** An identity provider that says whatever a test wants it to: its messages are put together as text. */
export class SamlIdp {
  readonly signOnUrl: string
  readonly logoutUrl: string

  constructor(
    readonly entityId: string,
    readonly current: TestKey = newTestKey(),
    public published: readonly TestKey[] = [current],
    public logoutBinding = 'HTTP-Redirect',
  ) {
    this.signOnUrl = new URL('/sso', entityId).href
    this.logoutUrl = new URL('/slo', entityId).href
  }

  metadata(more = ''): string {
    const keys = this.published.map(
      ({ certificate }) =>
        `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
    )
    return `<?xml version="1.0"?>
<!-- a provider for tests -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${this.entityId}" ${more}>
  <md:IDPSSODescriptor protocolSupportEnumeration="${PROTOCOL}">
    ${keys.join('\n')}
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${this.logoutBinding}" Location="${this.logoutUrl}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${this.signOnUrl}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${this.signOnUrl}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`
  }

  /** A response as a form carries it. */
  async response(facts: ResponseFacts): Promise<string> {
    return Buffer.from(await this.responseXml(facts), 'utf8').toString('base64')
  }

  async responseXml(facts: ResponseFacts): Promise<string> {
    const { signed = 'assertion', before = (xml: string) => xml, tamper = (xml: string) => xml } = facts
    let xml = before(this.#unsigned(facts))
    if (signed === 'assertion' || signed === 'both') xml = this.#sign(xml, 'Assertion', facts)
    if (facts.encryptFor) xml = await encryptAssertion(xml, facts.encryptFor, facts.keyEncryption)
    if (signed === 'response' || signed === 'both') xml = this.#sign(xml, 'Response', facts)
    return tamper(xml)
  }

  #unsigned(facts: ResponseFacts): string {
    const { nowMs, requestId, issuer = this.entityId } = facts
    const consumerUrl = facts.consumerUrl ?? ''
    const destination = 'destination' in facts ? facts.destination : consumerUrl
    const answers = (id: string | undefined) => (id ? ` InResponseTo="${id}"` : '')
    const issued = iso(facts.issuedMs ?? nowMs)
    const period = `NotBefore="${iso(facts.notBeforeMs ?? nowMs - MINUTE_MS)}" NotOnOrAfter="${iso(facts.notOnOrAfterMs ?? nowMs + 5 * MINUTE_MS)}"`
    const until = `NotOnOrAfter="${iso(facts.notOnOrAfterMs ?? nowMs + 5 * MINUTE_MS)}"`
    const attributes = Object.entries(facts.attributes ?? {}).map(
      ([name, values]) =>
        `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
    )
    return (
      `<samlp:Response xmlns:samlp="${PROTOCOL}" ID="${newId()}" Version="2.0" IssueInstant="${issued}"${destination ? ` Destination="${destination}"` : ''}${answers(requestId)}>` +
      `<saml:Issuer xmlns:saml="${ASSERTION}">${issuer}</saml:Issuer>` +
      `<samlp:Status><samlp:StatusCode Value="${facts.status ?? 'urn:oasis:names:tc:SAML:2.0:status:Success'}"/></samlp:Status>` +
      `<saml:Assertion xmlns:saml="${ASSERTION}" ID="${newId()}" Version="2.0" IssueInstant="${issued}">` +
      `<saml:Issuer>${issuer}</saml:Issuer>` +
      `<saml:Subject><saml:NameID Format="${facts.nameIdFormat ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'}">${facts.nameId ?? 'person-1'}</saml:NameID>` +
      `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${facts.recipient ?? consumerUrl}" ${until}${answers('assertionRequestId' in facts ? facts.assertionRequestId : requestId)}/></saml:SubjectConfirmation></saml:Subject>` +
      `<saml:Conditions ${period}><saml:AudienceRestriction><saml:Audience>${facts.audience ?? ''}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
      `<saml:AuthnStatement AuthnInstant="${iso(facts.authMs ?? nowMs)}" SessionIndex="${facts.sessionIndex ?? 'session-1'}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
      (attributes.length > 0
        ? `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`
        : '') +
      `</saml:Assertion></samlp:Response>`
    )
  }

  #sign(
    xml: string,
    element: string,
    { algorithm = 'sha256', signWith = this.current }: ResponseFacts,
  ): string {
    const at = `//*[local-name(.)='${element}']`
    const options = {
      privateKey: signWith.key,
      publicCert: pemOf(signWith.certificate),
      signatureAlgorithm: algorithm,
      digestAlgorithm: algorithm,
    }
    return signXml(xml, at, { reference: `${at}/*[local-name(.)='Issuer']`, action: 'after' }, options)
  }

  /** A LogoutRequest, signed, as a form carries it. */
  logoutRequestForm(facts: LogoutFacts): string {
    return Buffer.from(this.#sign(this.#logoutRequest(facts), 'LogoutRequest', facts)).toString('base64')
  }

  /** The same as an address. */
  logoutRequestQuery(facts: LogoutFacts): string {
    return this.#query('SAMLRequest', this.#logoutRequest(facts), facts)
  }

  /** What it answers to a LogoutRequest, as an address. */
  logoutResponseQuery(facts: LogoutFacts & { inResponseTo: string }): string {
    const xml =
      `<samlp:LogoutResponse xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" ID="${newId()}" Version="2.0" IssueInstant="${iso(facts.nowMs)}" Destination="${facts.destination}" InResponseTo="${facts.inResponseTo}">` +
      `<saml:Issuer>${facts.issuer ?? this.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`
    return this.#query('SAMLResponse', xml, facts)
  }

  #logoutRequest(facts: LogoutFacts): string {
    const indexes = (facts.sessionIndexes ?? []).map(
      (index) => `<samlp:SessionIndex>${index}</samlp:SessionIndex>`,
    )
    return (
      `<samlp:LogoutRequest xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" ID="${facts.id ?? newId()}" Version="2.0" IssueInstant="${iso(facts.issuedMs ?? facts.nowMs)}" Destination="${facts.destination}">` +
      `<saml:Issuer>${facts.issuer ?? this.entityId}</saml:Issuer>` +
      `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${facts.nameId ?? 'person-1'}</saml:NameID>` +
      `${indexes.join('')}</samlp:LogoutRequest>`
    )
  }

  #query(name: string, xml: string, facts: LogoutFacts): string {
    return this.signedQuery(name, encodeURIComponent(deflateRawSync(xml).toString('base64')), facts)
  }

  /** An address whose signature is good, whatever is in it. */
  signedQuery(
    name: string,
    value: string,
    facts: Pick<LogoutFacts, 'algorithm' | 'relayState' | 'signWith'> = {},
  ): string {
    const hash = facts.algorithm ?? 'sha256'
    const algorithm =
      hash === 'sha1'
        ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
        : `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`
    const parts = [`${name}=${value}`]
    if (facts.relayState) parts.push(`RelayState=${encodeURIComponent(facts.relayState)}`)
    parts.push(`SigAlg=${encodeURIComponent(algorithm)}`)
    const signature = sign(hash, Buffer.from(parts.join('&')), (facts.signWith ?? this.current).key)
    return [...parts, `Signature=${encodeURIComponent(signature.toString('base64'))}`].join('&')
  }
}

/** What a message about a logout says. */
export interface LogoutFacts {
  nowMs: number
  destination: string
  id?: string
  issuer?: string
  issuedMs?: number
  nameId?: string
  sessionIndexes?: readonly string[]
  relayState?: string
  algorithm?: 'sha1' | 'sha256' | 'sha512'
  signWith?: TestKey
}

/** The XML in a parameter of an address. */
export function inflated(url: string, name: 'SAMLRequest' | 'SAMLResponse'): string {
  return inflateRawSync(Buffer.from(new URL(url).searchParams.get(name)!, 'base64')).toString('utf8')
}

/** An attribute of the outermost element of some XML. */
export function rootAttribute(xml: string, name: string): string | undefined {
  return new RegExp(`^[^>]*\\s${name}="([^"]*)"`).exec(xml.replace(/^<\?xml[^>]*\?>\s*/, ''))?.[1]
}

async function encryptAssertion(
  xml: string,
  certificate: string,
  keyEncryption?: KeyEncryptionAlgorithm,
): Promise<string> {
  const [assertion] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)!
  const encrypted = await new Promise<string>((resolve, reject) =>
    xmlEncryption.encrypt(
      assertion,
      {
        rsa_pub: certificate,
        pem: certificate,
        encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
        keyEncryptionAlgorithm: keyEncryption ?? 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
        warnInsecureAlgorithm: false,
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    ),
  )
  return xml.replace(
    assertion,
    () => `<saml:EncryptedAssertion xmlns:saml="${ASSERTION}">${encrypted}</saml:EncryptedAssertion>`,
  )
}

let ids = 0
function newId(): string {
  return `_id${++ids}`
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
