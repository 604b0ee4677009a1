import { handleHostsOf } from './handle-hosts.js'

const DOMAINS = ['.example.com', '.people.example.org']
const isHandleHost = handleHostsOf('pds.example.com', (name) =>
  DOMAINS.some((domain) => `.${name}`.endsWith(domain)),
)

test.each([
  ['alice.example.com', true],
  ['ALICE.example.com:443', true],
  ['alice.example.com.', true],
  ['alice.sales.example.com', true],
  ['example.com', true],
  ['people.example.org', true],
  ['pds.example.com', false],
  ['pds.example.com:443', false],
  ['other.example.org', false],
  ['badexample.com', false],
  ['127.0.0.1:2583', false],
  ['[::1]:2583', false],
  ['localhost', false],
  ['', false],
])('%s: %s', (host, expected) => {
  expect(isHandleHost(host)).toBe(expected)
})
