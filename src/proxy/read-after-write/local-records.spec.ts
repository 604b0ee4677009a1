import { app } from '@guildhall/lexicon'
import { type AtUri, tidFromMicros } from '@guildhall/syntax'
import type { RecentRecord } from '../../repo/index.js'
import { localRecords, POSTS_MAX } from './local-records.js'

const POST = app.bsky.feed.post.nsid
const PROFILE = app.bsky.actor.profile.nsid
const START_MS = Date.UTC(2026, 0, 1)
const revAt = (second: number) => tidFromMicros((START_MS + second * 1000) * 1000 + 7, 1)
const createdAt = '2026-01-01T00:00:00Z'
const record = (path: string, second: number, value: object): RecentRecord => ({
  uri: `at://did:plc:a/${path}` as AtUri,
  cid: 'c',
  rev: revAt(second),
  value: { $type: path.split('/')[0], ...value },
})
const post = (second: number, more: object = { text: String(second), createdAt }) =>
  record(`${POST}/${second}`, second, more)
const profile = (second: number, more: object = { displayName: 'A' }) =>
  record(`${PROFILE}/self`, second, more)

describe('local records', () => {
  it('are posts and the profile, each with the time of its revision', () => {
    const local = localRecords([post(9), profile(8), post(7)], revAt(5))
    expect(local.posts.map(({ uri, indexedAt }) => [uri, indexedAt])).toEqual([
      [`at://did:plc:a/${POST}/7`, '2026-01-01T00:00:07.000Z'],
      [`at://did:plc:a/${POST}/9`, '2026-01-01T00:00:09.000Z'],
    ])
    expect(local).toMatchObject({ profile: { displayName: 'A' }, isProfileNew: true })
    expect(local.oldestAtMs).toBe(START_MS + 7000)
  })

  it('have a profile that is not new', () => {
    const local = localRecords([post(9), profile(5)], revAt(5))
    expect(local).toMatchObject({ profile: { displayName: 'A' }, isProfileNew: false })
    expect(local.oldestAtMs).toBe(START_MS + 9000)
  })

  it('are the newest ones', () => {
    const posts = Array.from({ length: POSTS_MAX + 3 }, (_, i) => post(50 - i))
    const local = localRecords(posts, revAt(5))
    expect(local.posts.map(({ record: { text } }) => text)).toEqual(
      posts
        .slice(0, POSTS_MAX)
        .map(({ value }) => value.text)
        .reverse(),
    )
  })

  it('are none that their lexicon does not know', () => {
    const local = localRecords([post(9, { text: 1 }), profile(8, { avatar: 'x' })], revAt(5))
    expect(local).toEqual({ profile: undefined, isProfileNew: false, posts: [], oldestAtMs: undefined })
  })
})
