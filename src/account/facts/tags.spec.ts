import { TAG_PATTERN, tagsIn } from './tags.js'

describe('tags', () => {
  it('are kept in small letters, each once, in order', () => {
    expect(tagsIn(['press', 'Board', 'PRESS', 'a\u0308rzte', '\u00c4rzte'])).toEqual([
      'board',
      'press',
      '\u00e4rzte',
    ])
  })

  it.each(['press', 'board:2026', 'Ärzte', 'a\u0308rzte', '記者', '2nd-floor', 'v1.2_3'])(
    'may be %s',
    (word) => {
      expect(word).toMatch(TAG_PATTERN)
    },
  )

  it.each(['', ' press', 'two words', '-press', 'a,b', 'a\u0000b', 'a\nb'])('may not be %j', (word) => {
    expect(word).not.toMatch(TAG_PATTERN)
  })
})
