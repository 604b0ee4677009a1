import { type ClientMetadata, readClientMetadata, readLoopbackClient } from '@guildhall/oauth'
import { wayBack } from './way-back.js'

const ISSUER = 'https://pds.example.com'
const CLIENT_ID = 'https://app.example.com/client.json'
const REDIRECT = 'https://app.example.com/callback?tenant=1'

const clientWith = (more: object = {}): ClientMetadata =>
  readClientMetadata(CLIENT_ID, new URL(CLIENT_ID), {
    client_id: CLIENT_ID,
    client_uri: 'https://app.example.com/',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [REDIRECT],
    scope: 'atproto',
    dpop_bound_access_tokens: true,
    ...more,
  })

const params = { redirect_uri: REDIRECT, state: 'a&b' }
const back = (client: ClientMetadata, more?: Record<string, unknown>) =>
  wayBack({ client, params: more }, 'access_denied', ISSUER)

describe('the way back to an application', () => {
  it('is where it waits for an answer, with the error', () => {
    const url = new URL(back(clientWith(), params)!)
    expect(`${url.origin}${url.pathname}`).toBe('https://app.example.com/callback')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      tenant: '1',
      error: 'access_denied',
      state: 'a&b',
      iss: ISSUER,
    })
    expect(url.hash).toBe('')
  })

  it('has the error in the fragment if the answer would be there', () => {
    const url = new URL(back(clientWith(), { ...params, response_mode: 'fragment' })!)
    expect(url.search).toBe('?tenant=1')
    expect(new URLSearchParams(url.hash.slice(1)).get('error')).toBe('access_denied')
  })

  it.each([
    ['the request is not known to be of this browser', undefined],
    ['the answer would be a form', { ...params, response_mode: 'form_post' }],
    ['the redirect is not one of its own', { ...params, redirect_uri: 'https://evil.example/callback' }],
    ['there is no redirect', { state: 'x' }],
  ])('is its home if %s', (_why, request) => {
    expect(back(clientWith(), request)).toBe('https://app.example.com/')
  })

  it('is not there if it has said nothing of a home', () => {
    expect(back(clientWith({ client_uri: undefined }))).toBeUndefined()
    expect(back(readLoopbackClient('http://localhost'))).toBeUndefined()
  })

  it('leads to an application under development at the port that it has now', () => {
    const url = back(readLoopbackClient('http://localhost'), { redirect_uri: 'http://127.0.0.1:7777/' })
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:7777\/\?error=access_denied/)
  })
})
