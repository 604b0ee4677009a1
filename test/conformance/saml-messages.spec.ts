import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from '@jest/globals'
import type { CarriedMessage } from '../../src/sso/saml/wire/saml-messages.js'
import type { SamlProblemCode } from '../../src/sso/saml/wire/saml-problem.js'
import { inflated, rootAttribute, SamlIdp } from '../support/saml/saml-idp.js'
import {
  encoded,
  idp,
  newReader,
  next,
  NOW_MS,
  provider,
  service,
  stranger,
  verdictOf,
} from '../support/saml/saml-parties.js'

const reader = newReader()
afterAll(() => reader.onApplicationShutdown())

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
    expect(rootAttribute(xml, 'AssertionConsumerServiceURL')).toBe(service.consumerUrl)
    expect(rootAttribute(xml, 'ForceAuthn')).toBe('true')
    expect(xml).toContain('nameid-format:persistent')
    expect(xml).not.toContain('RequestedAuthnContext')
  })
})

describe('a message about a logout', () => {
  const facts = { nowMs: NOW_MS, destination: service.logoutUrl, sessionIndexes: ['session-1'] }
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
    expect(await verdictOf(take(carried))).toBe(code)
  })

  it('that grows without end is not', async () => {
    const bomb = encodeURIComponent(deflateRawSync(Buffer.alloc(50_000_000, 'a')).toString('base64'))
    const signed = query().query.replace(/^SAMLRequest=[^&]*/, `SAMLRequest=${bomb}`)
    // Nothing is unpacked before the signature is good: somebody with the key of the provider may send it.
    expect(await verdictOf(take({ binding: 'redirect', query: signed }))).toBe('signature')
    expect(await verdictOf(take({ binding: 'redirect', query: idp.signedQuery('SAMLRequest', bomb) }))).toBe(
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
    expect(await verdictOf(parse(both))).toBe('issuer')
    expect(await verdictOf(parse(both, 'https://third.example'))).toBe('issuer')
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
    expect(await verdictOf(parse(xml, idp.entityId))).toBe(code)
  })
})
