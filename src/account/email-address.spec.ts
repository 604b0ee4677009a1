import { parseEmail } from './email-address.js'

describe('parseEmail', () => {
  test.each([
    ['Alice@Example.COM', 'alice@example.com'],
    ['first.last+tag@sub.example.org', 'first.last+tag@sub.example.org'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ['jürgen@exämple.de', 'jürgen@exämple.de'],
    ['用户@例子.广告', '用户@例子.广告'],
    ['a@xn--80ak6aa92e.com', 'a@xn--80ak6aa92e.com'],
    ['a@mail.conformance.dev', 'a@mail.conformance.dev'],
  ])('%s', (text, email) => expect(parseEmail(text)).toBe(email))

  test.each([
    '',
    'not-an-email',
    'a@',
    '@b.com',
    'a b@c.dev',
    'a@b',
    'a@b..com',
    '.a@b.com',
    'a.@b.com',
    'a..b@c.com',
    'a@-b.com',
    'a@b.com ',
    'a@b.com\n',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    'a,b@c.com',
    'a<script>@c.com',
    `${'a'.repeat(65)}@b.com`,
    `a@${'b.'.repeat(130)}com`,
    'someone@mailinator.com',
    'someone@any.thing.MAILINATOR.com',
  ])('%j is refused', (text) => {
    expect(() => parseEmail(text)).toThrow(
      'This email address is not supported, please use a different email.',
    )
  })
})
