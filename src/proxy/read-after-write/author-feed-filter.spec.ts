import { passesFilter } from './author-feed-filter.js'
import type { LocalPost } from './local-records.js'

const OWN = 'at://did:plc:a/app.bsky.feed.post/1'
const OTHERS = 'at://did:plc:b/app.bsky.feed.post/1'
const post = (record: object) => ({ uri: OWN, record }) as LocalPost
const reply = (parent: string, root = parent) =>
  post({ reply: { parent: { uri: parent }, root: { uri: root } } })
const embed = (kind: string, more: object = {}) => ({ embed: { $type: `app.bsky.embed.${kind}`, ...more } })
const beside = (kind: string) => post(embed('recordWithMedia', { media: embed(kind).embed }))

const POSTS = {
  plain: post({}),
  toOthers: reply(OTHERS),
  toSelf: reply(OWN),
  toSelfBelowOthers: reply(OWN, OTHERS),
  pictures: post(embed('images')),
  video: post(embed('video')),
  page: post(embed('external')),
  picturesBesideQuote: beside('images'),
  videoBesideQuote: beside('video'),
}

describe('the feed of an author', () => {
  it.each([
    ['posts_with_replies', Object.keys(POSTS)],
    ['something new', Object.keys(POSTS)],
    ['posts_no_replies', Object.keys(POSTS).filter((name) => !name.startsWith('to'))],
    [
      'posts_and_author_threads',
      Object.keys(POSTS).filter((name) => !name.startsWith('to') || name === 'toSelf'),
    ],
    ['posts_with_media', ['pictures', 'video', 'picturesBesideQuote', 'videoBesideQuote']],
    ['posts_with_video', ['video', 'videoBesideQuote']],
  ])('%s has its kinds of posts', (filter, expected) => {
    const names = Object.entries(POSTS).filter(([, each]) => passesFilter(filter, each))
    expect(names.map(([name]) => name)).toEqual(expected)
  })
})
