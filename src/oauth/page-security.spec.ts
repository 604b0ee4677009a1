import { formTargetOf, pageSecurity } from './page-security.js'

describe('the headers of a page', () => {
  const policyOf = (target?: string) => pageSecurity(target)['content-security-policy']!

  it('let nothing in from elsewhere, and nothing inline', () => {
    const policy = policyOf()
    expect(policy).toMatch(/^default-src 'none'; /)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(pageSecurity()).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
  })

  it('let forms lead here, and to the application', () => {
    expect(policyOf()).toContain("form-action 'self';")
    expect(policyOf('https://app.example.com')).toContain("form-action 'self' https://app.example.com;")
  })

  it.each([
    ['https://app.example.com/callback?a=b', 'https://app.example.com'],
    ['https://app.example.com:8443/callback', 'https://app.example.com:8443'],
    ['http://127.0.0.1:7777/callback', 'http://127.0.0.1:7777'],
    ['http://[::1]:7777/callback', 'http://[::1]:7777'],
    ['com.example.app:/callback', 'com.example.app:'],
  ])('name where %s is', (redirect, target) => {
    expect(formTargetOf(redirect)).toBe(target)
  })
})
