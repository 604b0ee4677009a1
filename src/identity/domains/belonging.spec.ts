import { domainOf, isWithin } from './belonging.js'

const DOMAINS = ['example.org', 'people.example.org', 'test'].map((domain) => ({ domain }))

describe('domainOf', () => {
  test.each([
    ['ada.example.org', 'example.org'],
    ['ada.people.example.org', 'people.example.org'],
    ['a.b.example.org', 'example.org'],
    ['people.example.org', 'people.example.org'],
    ['ada.test', 'test'],
    ['test', 'test'],
    ['adaexample.org', undefined],
    ['example.org.evil.com', undefined],
    ['org', undefined],
    ['', undefined],
  ])('%s belongs to %s', (name, domain) => {
    expect(domainOf(DOMAINS, name, () => true)?.domain).toBe(domain)
  })

  test('a domain that may not be the name itself may be a name below another', () => {
    const isName = () => false
    expect(domainOf(DOMAINS, 'people.example.org', isName)?.domain).toBe('example.org')
    expect(domainOf(DOMAINS, 'example.org', isName)).toBeUndefined()
  })
})

test.each([
  ['example.org', true],
  ['ada.people.example.org', true],
  ['adaexample.org', false],
  ['example.org.evil.com', false],
  ['org', false],
])('whether %s is within example.org: %s', (name, is) => {
  expect(isWithin(name, 'example.org')).toBe(is)
})
