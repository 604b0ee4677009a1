import { mailPage, mailText } from './mail-page.js'

const FRAME = {
  serviceName: 'Guild & <Sons>',
  publicUrl: 'https://pds.example.com',
  logoUrl: 'https://example.com/logo.png?a=1&b="2"',
}
const WORDS = {
  language: 'en' as const,
  heading: 'Reset your password',
  before: ['Hello <alice>,'],
  code: 'ABCDE-23456',
  after: ['It is good once.'],
}

describe('a mail as HTML', () => {
  test('has logo and name of the organization, and what is said; nothing of it is markup', () => {
    const page = mailPage(FRAME, WORDS)
    expect(page).toContain('src="https://example.com/logo.png?a=1&amp;b=&quot;2&quot;"')
    expect(page).toContain('alt="Guild &amp; &lt;Sons&gt;"')
    expect(page).toContain('Hello &lt;alice&gt;,')
    expect(page).toContain('>ABCDE-23456</p>')
    expect(page).not.toMatch(/<alice>|<Sons>/)
  })

  test('has the name in place of a logo, and no code where there is none', () => {
    const page = mailPage({ ...FRAME, logoUrl: undefined }, { ...WORDS, code: undefined })
    expect(page).not.toContain('<img')
    expect(page).not.toContain('class="code"')
    expect(page.match(/Guild &amp; &lt;Sons&gt;/g)).toHaveLength(2)
  })

  test('loads nothing but the logo, and runs nothing', () => {
    const page = mailPage(FRAME, WORDS)
    expect(page).not.toMatch(/<script|<link|@import|url\(|javascript:/i)
    expect(page.match(/https?:\/\/[^"<]*/g)).toEqual([
      'https://example.com/logo.png?a=1&amp;b=&quot;2&quot;',
      'https://pds.example.com',
      'https://pds.example.com',
    ])
  })

  test('follows the theme of the reader', () => {
    expect(mailPage(FRAME, WORDS)).toContain('prefers-color-scheme: dark')
  })
})

test('a mail as text says the same', () => {
  expect(mailText(FRAME, WORDS)).toBe(
    'Hello <alice>,\n\nABCDE-23456\n\nIt is good once.\n\nGuild & <Sons>\nhttps://pds.example.com\n',
  )
})
