import { purposeOf } from './back-addresses.js'

describe('where a sign-in comes back to', () => {
  test.each([
    ['/oauth/interaction/abc', 'request'],
    ['/account', 'pages'],
    ['/account/did:plc:abc/security', 'pages'],
    ['/admin/accounts/did:web:a.example', 'pages'],
    ['/move/01999999-0000-7000-8000-000000000000', 'pages'],
  ])('%s', (back, purpose) => {
    expect(purposeOf(back)).toBe(purpose)
  })

  test.each([
    '/account/../oauth/interaction/abc',
    '/account/..',
    '/account/.',
    '/account/%2e%2E/x',
    '/account/.%2e/x',
    '/account//evil.example',
    '/account/\\evil.example',
    '/account?x',
    '/move',
    '/move/../account',
    '/move/01999999-0000-7000-8000-000000000000/organization',
    '//evil.example',
    'https://evil.example/account',
    '/oauth/interaction/abc/../x',
    '/account\n',
  ])('not %s', (back) => {
    expect(purposeOf(back)).toBeUndefined()
  })
})
