import { mailedTime, mailLanguageIn } from './mail-language.js'

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en;q=0.5, de', 'de'],
  ['tlh, de;q=0.1', 'de'],
  ['de;q=0, en', 'en'],
  ['de_CH', 'de'],
  ['tlh', undefined],
  ['*', undefined],
  ['', undefined],
  [undefined, undefined],
  [`de,${'x'.repeat(1_000)}`, undefined],
])('of %p, letters can have %p', (wish, language) => {
  expect(mailLanguageIn(wish)).toBe(language)
})

test('times are in UTC, in the language of the letter', () => {
  const at = new Date(Date.UTC(2026, 4, 3, 17, 5))
  expect(mailedTime('de', at)).toBe('3. Mai 2026 um 17:05 UTC')
  expect(mailedTime('en', at)).toBe('May 3, 2026 at 05:05 PM UTC')
})
