import { afterAll, describe, expect, it } from '@jest/globals'
import type { SamlTask } from '../../src/sso/saml/wire/saml-messages.js'
import type { SamlProblemCode } from '../../src/sso/saml/wire/saml-problem.js'
import { pemOf, type ResponseFacts } from '../support/saml/saml-idp.js'
import {
  encoded,
  idp,
  newReader,
  next,
  NOW_MS,
  ours,
  oursBefore,
  provider,
  service,
  stranger,
  verdictOf,
} from '../support/saml/saml-parties.js'

const reader = newReader()
afterAll(() => reader.onApplicationShutdown())

type ResponseTask = Extract<SamlTask, { task: 'response' }>
const GOOD: ResponseFacts = {
  ...{ nowMs: NOW_MS, requestId: '_r1' },
  ...{ consumerUrl: service.consumerUrl, audience: service.entityId },
}

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
    expect(await verdictOf(read(facts, task))).toBe(code)
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
    expect(await verdictOf(read({ tamper }))).toBe('structure')
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
    expect(await verdictOf(read({}, { message: message() }))).toBe(code)
  })

  it('is believed with any certificate while a provider changes from one to the next, and then not any more', async () => {
    const both = { ...provider, certificates: [idp.current.certificate, next.certificate] }
    const after = { ...provider, certificates: [next.certificate] }
    for (const signWith of [idp.current, next]) {
      expect(await verdictOf(read({ signWith }, { provider: both }))).toBe('believed')
    }
    expect(await verdictOf(read({ signWith: next }, { provider: after }))).toBe('believed')
    expect(await verdictOf(read({}, { provider: after }))).toBe('signature')
  })

  it('to no request is believed where none is waited for', async () => {
    expect(await verdictOf(read({ requestId: undefined }, { requestId: undefined }))).toBe('believed')
  })
})
