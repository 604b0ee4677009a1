import { judgeCertificate } from './tls-check.js'

const NOW_MS = Date.UTC(2026, 0, 1)
const DAY_MS = 24 * 60 * 60_000
const certificate = (days: number, problem?: string) => ({
  ...{ problem, issuer: 'An Authority', names: 'DNS:pds.example.com' },
  validTo: new Date(NOW_MS + days * DAY_MS),
})

test.each([
  [60, 'ok'],
  [13, 'warning'],
  [2, 'failed'],
])('a certificate that is good for %d more days: %s', (days, outcome) => {
  expect(judgeCertificate('pds.example.com', certificate(days), NOW_MS)).toMatchObject({ outcome })
})

test.each([
  ['CERT_HAS_EXPIRED', /renewed/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /other names/],
  ['SOMETHING_ELSE', /proxy in front/],
])('a certificate that is not good (%s) comes with what to do', (problem, fix) => {
  const finding = judgeCertificate('pds.example.com', certificate(-1, problem), NOW_MS)
  expect(finding).toMatchObject({ outcome: 'failed', fix: expect.stringMatching(fix) })
  expect(finding.fix).toContain('openssl s_client')
})
