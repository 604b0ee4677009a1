import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from '@jest/globals'
import {
  inflated,
  newTestKey,
  pemOf,
  type ResponseFacts,
  rootAttribute,
  SamlIdp,
} from '../../../test/support/saml/saml-idp.js'
import type { Log } from '../../telemetry/index.js'
import { SamlReader } from './saml-reader.js'
import type { CarriedMessage, ProviderParty, SamlTask, ServiceParty } from './wire/saml-messages.js'
import type { SamlProblem, SamlProblemCode } from './wire/saml-problem.js'

const NOW_MS = Date.parse('2031-05-04T12:00:00Z')
const CONSUMER = 'https://pds.example/sso/saml/c/acs'
const ENTITY = 'https://pds.example/sso/saml/c/metadata'
const LOGOUT = 'https://pds.example/sso/saml/c/logout'

const reader = new SamlReader({ warn: () => undefined } as unknown as Log)
afterAll(() => reader.onApplicationShutdown())

const idp = new SamlIdp('https://idp.example/entity')
const [ours, oursBefore, stranger, next] = ['ours', 'before', 'stranger', 'next'].map((name) =>
  newTestKey(name),
) as [
  ReturnType<typeof newTestKey>,
  ReturnType<typeof newTestKey>,
  ReturnType<typeof newTestKey>,
  ReturnType<typeof newTestKey>,
]
const service: ServiceParty = {
  entityId: ENTITY,
  consumerUrl: CONSUMER,
  logoutUrl: LOGOUT,
  signing: { key: ours.key, certificate: pemOf(ours.certificate) },
  decryptionKeys: [ours.key, oursBefore.key],
}
const provider: ProviderParty = {
  entityId: idp.entityId,
  signOnUrl: idp.signOnUrl,
  logout: { url: idp.logoutUrl, answerUrl: idp.logoutUrl },
  certificates: [idp.current.certificate],
  validUntilMs: undefined,
}

type ResponseTask = Extract<SamlTask, { task: 'response' }>
const GOOD: ResponseFacts = { nowMs: NOW_MS, requestId: '_r1', consumerUrl: CONSUMER, audience: ENTITY }

async function read(facts: Partial<ResponseFacts>, task: Partial<ResponseTask> = {}) {
  const message = task.message ?? (await idp.response({ ...GOOD, ...facts }))
  return reader.run<'response'>({
    task: 'response',
    service,
    provider,
    requestId: '_r1',
    isResponseSigned: false,
    isEncrypted: false,
    nowMs: NOW_MS,
    ...task,
    message,
  })
}

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'believed',
    (problem: SamlProblem) => problem.code,
  )

const encoded = (xml: string) => Buffer.from(xml).toString('base64')
const assertionIn = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)![0]
const unsignedCopy = (xml: string) =>
  assertionIn(xml)
    .replace(/<Signature[\s\S]*?<\/Signature>/, '')
    .replace('person-1', 'admin')
/** The signed assertion is put somewhere else, and another one in its place. */
const wrapped = (place: (signed: string, evil: string, id: string) => string) => (xml: string) => {
  const signed = assertionIn(xml)
  const id = /<saml:Assertion[^>]*ID="([^"]*)"/.exec(xml)![1]!
  return xml.replace(signed, () => place(signed, unsignedCopy(xml), id))
}
const EVIL_ID = (evil: string, id: string) => evil.replace(`ID="${id}"`, 'ID="_evil"')

describe('a response', () => {
  it.each<[string, Partial<ResponseFacts>, Partial<ResponseTask>?]>([
    ['with a signed assertion', {}],
    ['that is signed, with its assertion', { signed: 'both' }, { isResponseSigned: true }],
    ['signed with SHA-512', { algorithm: 'sha512' }],
    ['without a destination', { destination: undefined }],
    ['encrypted', { encryptFor: pemOf(ours.certificate) }],
    [
      'encrypted, and signed around that',
      { encryptFor: pemOf(ours.certificate), signed: 'both' },
      { isResponseSigned: true },
    ],
    ['encrypted for the key that we had before', { encryptFor: pemOf(oursBefore.certificate) }],
    ['from a clock that is 4 s ahead', { nowMs: NOW_MS + 4_000, notBeforeMs: NOW_MS + 4_000 }],
    ['that has ended 4 s ago', { notOnOrAfterMs: NOW_MS - 4_000 }],
    ['with line breaks in its encoding', {}, {}],
  ])('%s is believed', async (_, facts, task = {}) => {
    const message = (await idp.response({ ...GOOD, ...facts })).replace(/(.{76})/g, '$1\r\n')
    await expect(read({}, { ...task, message })).resolves.toMatchObject({
      issuer: idp.entityId,
      nameId: { value: 'person-1' },
      sessionIndex: 'session-1',
    })
  })

  it('says who it is, for how long, and with what', async () => {
    const attributes = { mail: ['a@example.com'], groups: ['one', 'two &amp; three'], __proto__x: [''] }
    expect(await read({ attributes })).toEqual({
      id: expect.any(String),
      issuer: idp.entityId,
      nameId: {
        value: 'person-1',
        format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        nameQualifier: undefined,
        spNameQualifier: undefined,
      },
      sessionIndex: 'session-1',
      contextClass: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
      authTimeMs: NOW_MS,
      sessionEndsMs: undefined,
      endsMs: NOW_MS + 305_000,
      attributes: { mail: ['a@example.com'], groups: ['one', 'two & three'], __proto__x: [''] },
    })
  })

  it.each<[string, SamlProblemCode, Partial<ResponseFacts>, Partial<ResponseTask>?]>([
    ['that nobody signed', 'signature', { signed: 'none' }],
    ['that is signed around an assertion that is not', 'signature', { signed: 'response' }],
    ['whose assertion is signed only, where more is wanted', 'signature', {}, { isResponseSigned: true }],
    ['signed by somebody else', 'signature', { signWith: stranger }],
    ['signed with SHA-1', 'weak_algorithm', { algorithm: 'sha1' }],
    ['that was changed', 'signature', { tamper: (xml) => xml.replace('person-1', 'person-2') }],
    [
      'whose signature was taken out',
      'signature',
      { tamper: (xml) => xml.replace(/<Signature[\s\S]*?<\/Signature>/, '') },
    ],
    ['to nothing that was asked', 'unsolicited', { requestId: undefined }],
    ['to another request', 'unsolicited', { requestId: '_r2' }],
    ['whose assertion answers another request', 'unsolicited', { assertionRequestId: '_r2' }],
    ['whose assertion answers none', 'unsolicited', { assertionRequestId: undefined }],
    ['to a request, where there was none', 'unsolicited', {}, { requestId: undefined }],
    ['for another address', 'destination', { destination: 'https://other.example/acs' }],
    ['that is signed and for no address', 'destination', { destination: undefined, signed: 'both' }],
    ['for another recipient', 'recipient', { recipient: 'https://other.example/acs' }],
    ['for another audience', 'audience', { audience: 'https://other.example' }],
    ['of another issuer', 'issuer', { issuer: 'https://evil.example' }],
    ['from a clock that is 6 s ahead', 'too_early', { nowMs: NOW_MS + 6_000 }],
    ['that holds in 6 s', 'too_early', { notBeforeMs: NOW_MS + 6_000 }],
    ['that has ended 6 s ago', 'expired', { notOnOrAfterMs: NOW_MS - 6_000 }],
    ['that was issued long ago', 'expired', { issuedMs: NOW_MS - 306_000 }],
    ['of somebody who signs in tomorrow', 'too_early', { authMs: NOW_MS + 86_400_000 }],
    ['that says no', 'status', { status: 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed' }],
    ['without a name', 'subject', { nameId: '' }],
    ['encrypted for somebody else', 'encryption', { encryptFor: pemOf(stranger.certificate) }],
    [
      'encrypted with PKCS #1 v1.5',
      'weak_algorithm',
      { encryptFor: pemOf(ours.certificate), keyEncryption: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' },
    ],
    ['that is not encrypted, where it must be', 'encryption', {}, { isEncrypted: true }],
    ['encrypted and not signed', 'signature', { encryptFor: pemOf(ours.certificate), signed: 'none' }],
    [
      'encrypted and signed with SHA-1',
      'weak_algorithm',
      { encryptFor: pemOf(ours.certificate), algorithm: 'sha1' },
    ],
    [
      'with a comment in a signed name',
      'forbidden_markup',
      { nameId: 'admin@example.com<!-- -->.evil.example' },
    ],
    [
      'with a comment put into the name',
      'forbidden_markup',
      { tamper: (xml) => xml.replace('person-1', 'per<!-- -->son-1') },
    ],
    ['with a document type', 'forbidden_markup', { tamper: (xml) => `<!DOCTYPE samlp:Response>${xml}` }],
    [
      'with an external entity',
      'forbidden_markup',
      {
        tamper: (xml) =>
          `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml.replace('person-1', '&x;')}`,
      },
    ],
    ['with an unknown entity', 'malformed', { tamper: (xml) => xml.replace('person-1', '&x;') }],
    ['with CDATA', 'forbidden_markup', { tamper: (xml) => xml.replace('person-1', '<![CDATA[person-1]]>') }],
    [
      'with an instruction',
      'forbidden_markup',
      { tamper: (xml) => xml.replace('<saml:Assertion', '<?x y?><saml:Assertion') },
    ],
    [
      'with a transformation by XSLT',
      'weak_algorithm',
      {
        tamper: (xml) =>
          xml.replace(
            /(<Transform Algorithm=")http:\/\/www.w3.org\/2001\/10\/xml-exc-c14n#/,
            '$1http://www.w3.org/TR/1999/REC-xslt-19991116',
          ),
      },
    ],
    [
      'with two signatures',
      'structure',
      { tamper: (xml) => xml.replace(/<Signature[\s\S]*?<\/Signature>/, '$&$&') },
    ],
  ])('%s is not', async (_, code, facts, task = {}) => {
    expect(await codeOf(read(facts, task))).toBe(code)
  })

  it.each<[string, (xml: string) => string]>([
    ['beside another assertion', wrapped((signed, evil, id) => EVIL_ID(evil, id) + signed)],
    ['after which another follows', wrapped((signed, evil, id) => signed + EVIL_ID(evil, id))],
    [
      'within another assertion',
      wrapped((signed, evil, id) =>
        EVIL_ID(evil, id).replace('</saml:Issuer>', () => `</saml:Issuer>${signed}`),
      ),
    ],
    [
      'within extensions',
      wrapped((signed, evil, id) => `<samlp:Extensions>${signed}</samlp:Extensions>${EVIL_ID(evil, id)}`),
    ],
    [
      'within the signature of another',
      wrapped((signed, evil, id) => {
        const [signature] = /<Signature[\s\S]*?<\/Signature>/.exec(signed)!
        const holding = signature.replace(
          '</Signature>',
          () => `<Object>${signed.replace(signature, '')}</Object></Signature>`,
        )
        return EVIL_ID(evil, id).replace('</saml:Issuer>', () => `</saml:Issuer>${holding}`)
      }),
    ],
    ['whose id another has as well', wrapped((signed, evil) => evil + signed)],
    [
      'whose id another has under another name',
      wrapped((signed, evil, id) => evil.replace(`ID="${id}"`, `Id="${id}"`) + signed),
    ],
    [
      'in an encrypted one beside it',
      wrapped(
        (signed) => `${signed}<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>`,
      ),
    ],
    [
      'within a response in a response',
      (xml) =>
        xml.replace('<samlp:Status>', () => `<samlp:Extensions>${xml}</samlp:Extensions><samlp:Status>`),
    ],
    [
      'beside one of another namespace',
      wrapped((signed) => `<Assertion xmlns="urn:x" ID="_evil"/>${signed}`),
    ],
  ])('that wraps an assertion %s is not', async (_, tamper) => {
    expect(await codeOf(read({ tamper }))).toBe('structure')
  })

  it.each<[string, SamlProblemCode, () => string]>([
    ['is too long', 'too_large', () => encoded('<a>'.padEnd(400_000, 'x'))],
    ['has too many elements', 'too_large', () => encoded(`<a>${'<b/>'.repeat(40_000)}</a>`)],
    ['goes too deep', 'malformed', () => encoded('<a>'.repeat(9_000) + '</a>'.repeat(9_000))],
    ['is no base64', 'malformed', () => '<Response/>'],
    ['is no XML', 'malformed', () => encoded('hello')],
    ['is not closed', 'malformed', () => encoded('<a><b></a>')],
    ['is not UTF-8', 'malformed', () => Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e]).toString('base64')],
    ['is empty', 'malformed', () => ''],
    ['is something else', 'malformed', () => encoded('<Response xmlns="urn:x"/>')],
  ])('that %s is not', async (_, code, message) => {
    expect(await codeOf(read({}, { message: message() }))).toBe(code)
  })

  it('is believed with any certificate while a provider changes from one to the next, and then not any more', async () => {
    const both = { ...provider, certificates: [idp.current.certificate, next.certificate] }
    const after = { ...provider, certificates: [next.certificate] }
    for (const signWith of [idp.current, next]) {
      expect(await codeOf(read({ signWith }, { provider: both }))).toBe('believed')
    }
    expect(await codeOf(read({ signWith: next }, { provider: after }))).toBe('believed')
    expect(await codeOf(read({}, { provider: after }))).toBe('signature')
  })

  it('to no request is believed where none is waited for', async () => {
    expect(await codeOf(read({ requestId: undefined }, { requestId: undefined }))).toBe('believed')
  })
})

describe('a request', () => {
  it('is signed, and names what is wanted', async () => {
    const asking = { task: 'depart', service, provider, nameIdFormat: 'persistent' } as const
    const url = await reader.run<'depart'>({
      ...asking,
      requestId: '_r9',
      relayState: 'state',
      isForced: true,
    })
    const query = new URL(url).searchParams
    expect(query.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    expect([query.get('RelayState'), query.has('Signature')]).toEqual(['state', true])
    const xml = inflated(url, 'SAMLRequest')
    expect(rootAttribute(xml, 'ID')).toBe('_r9')
    expect(rootAttribute(xml, 'AssertionConsumerServiceURL')).toBe(CONSUMER)
    expect(rootAttribute(xml, 'ForceAuthn')).toBe('true')
    expect(xml).toContain('nameid-format:persistent')
    expect(xml).not.toContain('RequestedAuthnContext')
  })
})

describe('a message about a logout', () => {
  const facts = { nowMs: NOW_MS, destination: LOGOUT, sessionIndexes: ['session-1'] }
  const take = (carried: CarriedMessage) =>
    reader.run<'logoutMessage'>({ task: 'logoutMessage', service, provider, carried, nowMs: NOW_MS })
  const query = (more = {}) =>
    ({ binding: 'redirect', query: idp.logoutRequestQuery({ ...facts, ...more }) }) as const
  const form = (more = {}) =>
    ({
      binding: 'post',
      relayState: undefined,
      message: idp.logoutRequestForm({ ...facts, ...more }),
    }) as const

  it.each([
    ['an address', query],
    ['a form', form],
  ])('in %s is believed', async (_, carry) => {
    expect(await take(carry())).toMatchObject({
      kind: 'request',
      nameId: { value: 'person-1' },
      sessionIndexes: ['session-1'],
      endsMs: NOW_MS + 305_000,
    })
  })

  it.each<[string, SamlProblemCode, CarriedMessage]>([
    ['signed with SHA-1', 'weak_algorithm', query({ algorithm: 'sha1' })],
    ['in a form signed with SHA-1', 'weak_algorithm', form({ algorithm: 'sha1' })],
    ['signed by somebody else', 'signature', query({ signWith: stranger })],
    ['in a form signed by somebody else', 'signature', form({ signWith: stranger })],
    ['for another address', 'destination', query({ destination: 'https://other.example' })],
    ['of another issuer', 'issuer', form({ issuer: 'https://other.example' })],
    ['that is old', 'expired', query({ issuedMs: NOW_MS - 306_000 })],
    ['from the future', 'too_early', form({ issuedMs: NOW_MS + 6_000 })],
    [
      'without a signature',
      'weak_algorithm',
      { binding: 'redirect', query: query().query.replace(/&SigAlg.*/, '') },
    ],
    [
      'that was changed',
      'signature',
      { binding: 'redirect', query: `${query().query.replace('&SigAlg', '&RelayState=x&SigAlg')}` },
    ],
    [
      'with a message before the one that is signed',
      'structure',
      { binding: 'redirect', query: `SAMLRequest=x&${query().query}` },
    ],
    [
      'with a parameter that looks like one',
      'structure',
      { binding: 'redirect', query: `xSAMLRequest=x&${query().query}` },
    ],
    [
      'in a form without a signature',
      'signature',
      {
        binding: 'post',
        relayState: undefined,
        message: encoded(
          Buffer.from(form().message, 'base64')
            .toString()
            .replace(/<Signature[\s\S]*?<\/Signature>/, ''),
        ),
      },
    ],
  ])('%s is not', async (_, code, carried) => {
    expect(await codeOf(take(carried))).toBe(code)
  })

  it('that grows without end is not', async () => {
    const bomb = encodeURIComponent(deflateRawSync(Buffer.alloc(50_000_000, 'a')).toString('base64'))
    const signed = query().query.replace(/^SAMLRequest=[^&]*/, `SAMLRequest=${bomb}`)
    // Nothing is unpacked before the signature is good: somebody with the key of the provider may send it.
    expect(await codeOf(take({ binding: 'redirect', query: signed }))).toBe('signature')
    expect(await codeOf(take({ binding: 'redirect', query: idp.signedQuery('SAMLRequest', bomb) }))).toBe(
      'too_large',
    )
  })

  it('of ours ends a session, and answers', async () => {
    const nameId = { value: 'person-1', format: 'f', nameQualifier: 'nq', spNameQualifier: undefined }
    const url = await reader.run<'logoutRequest'>({
      task: 'logoutRequest',
      service,
      provider,
      requestId: '_l1',
      nameId,
      sessionIndex: 'session-1',
    })
    const asked = inflated(url, 'SAMLRequest')
    expect([rootAttribute(asked, 'ID'), rootAttribute(asked, 'Destination')]).toEqual(['_l1', idp.logoutUrl])
    expect(asked).toContain('person-1')
    expect(asked).toContain('session-1')
    const answer = await reader.run<'logoutAnswer'>({
      task: 'logoutAnswer',
      service,
      provider,
      inResponseTo: '_x',
      relayState: 'rs',
      isSuccess: true,
    })
    expect(rootAttribute(inflated(answer, 'SAMLResponse'), 'InResponseTo')).toBe('_x')
    expect(new URL(answer).searchParams.get('RelayState')).toBe('rs')
    expect(new URL(answer).searchParams.has('Signature')).toBe(true)
  })

  it('that answers ours is believed', async () => {
    const query = idp.logoutResponseQuery({ ...facts, inResponseTo: '_l1' })
    expect(await take({ binding: 'redirect', query })).toEqual({
      kind: 'response',
      inResponseTo: '_l1',
      isSuccess: true,
    })
  })
})

describe('metadata', () => {
  const parse = (xml: string, entityId?: string) =>
    reader.run<'metadata'>({ task: 'metadata', xml, entityId })

  it('say where somebody signs in and out, and with what is signed', async () => {
    const rolling = new SamlIdp(idp.entityId, idp.current, [idp.current, next])
    expect(await parse(rolling.metadata('validUntil="2031-06-01T00:00:00Z"'))).toEqual({
      ...provider,
      certificates: [idp.current.certificate, next.certificate],
      validUntilMs: Date.parse('2031-06-01T00:00:00Z'),
    })
  })

  it('of several providers are those of the one that is meant', async () => {
    const other = new SamlIdp('https://other.example/entity')
    const xml = [idp, other].map((one) => one.metadata().replace(/<\?xml[^>]*\?>/, '')).join('')
    const both = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${xml}</md:EntitiesDescriptor>`
    expect(await parse(both, other.entityId)).toMatchObject({ entityId: other.entityId })
    expect(await codeOf(parse(both))).toBe('issuer')
    expect(await codeOf(parse(both, 'https://third.example'))).toBe('issuer')
  })

  it.each<[string, SamlProblemCode, string]>([
    ['a document type', 'forbidden_markup', `<!DOCTYPE x>${idp.metadata()}`],
    ['a page', 'forbidden_markup', '<!DOCTYPE html><html></html>'],
    [
      'no certificate',
      'structure',
      idp.metadata().replace(/<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/, ''),
    ],
    ['no address', 'structure', idp.metadata().replace(/<md:SingleSignOnService[^>]*>/g, '')],
    [
      'an address that is a script',
      'structure',
      idp.metadata().replaceAll(idp.signOnUrl, 'javascript:alert(1)'),
    ],
    ['no provider', 'structure', idp.metadata().replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
  ])('with %s are refused', async (_, code, xml) => {
    expect(await codeOf(parse(xml, idp.entityId))).toBe(code)
  })
})
