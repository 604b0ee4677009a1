import { AdminPassword } from './admin-password.js'

const basic = (text: string) => Buffer.from(text).toString('base64')

describe('AdminPassword', () => {
  const admin = new AdminPassword('pass:with:colons ü')

  test('takes user admin with the password, colons and all', () => {
    expect(admin.matches(basic('admin:pass:with:colons ü'))).toBe(true)
  })

  test.each(['admin:', 'admin:pass', 'root:pass:with:colons ü', 'pass:with:colons ü', '', 'admin'])(
    'not %j',
    (text) => {
      expect(admin.matches(basic(text))).toBe(false)
    },
  )

  test('credentials that are not base64 are no fault', () => {
    expect(admin.matches('%%%')).toBe(false)
  })
})
