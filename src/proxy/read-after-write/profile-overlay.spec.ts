import { jsonToLex } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { ProfileRecord } from './local-records.js'
import type { MediaUrls } from './media-urls.js'
import { freshAuthor, freshAuthors, freshProfile } from './profile-overlay.js'

const CID = 'bafkreidd54yy3fvv2dim5otoassomivrcwbtltogpre6e6bzcmwg6zkqla'
const blob = { $type: 'blob', ref: { $link: CID }, mimeType: 'image/png', size: 1 }
const urls = { picture: (size: string, did: Did, cid: string) => `${size} ${did} ${cid}` } as MediaUrls
const profileOf = (json: object) => jsonToLex(json) as unknown as ProfileRecord
const viewer = { muted: true }
const view = {
  did: 'did:plc:a',
  handle: 'a.test',
  displayName: 'Old',
  pronouns: 'old',
  avatar: 'old',
  viewer,
}
const detailed = {
  ...view,
  description: 'old',
  website: 'https://old.test',
  banner: 'old',
  pinnedPost: { uri: 'old', cid: 'c' },
  followersCount: 4,
}

describe('a profile', () => {
  it('shows what was written', () => {
    const pinnedPost = { uri: 'new', cid: 'c' }
    const texts = { displayName: 'New', pronouns: 'new', description: 'new', website: 'https://new.test' }
    const profile = profileOf({ ...texts, pinnedPost, avatar: blob, banner: blob })
    expect(freshProfile(detailed, profile, urls)).toEqual({
      ...detailed,
      ...texts,
      pinnedPost,
      avatar: `avatar did:plc:a ${CID}`,
      banner: `banner did:plc:a ${CID}`,
    })
    expect(freshAuthor(view, profile, urls)).toEqual({
      ...view,
      displayName: 'New',
      pronouns: 'new',
      avatar: `avatar did:plc:a ${CID}`,
    })
  })

  it('does not show what was taken out', () => {
    const nothing = profileOf({})
    const { did, handle } = view
    expect(freshProfile(detailed, nothing, urls)).toEqual({ did, handle, viewer, followersCount: 4 })
    expect(freshAuthor(view, nothing, urls)).toEqual({ did, handle, viewer })
  })

  it('is that of the own posts of a feed', () => {
    const post = { uri: 'x', cid: 'c', record: {}, indexedAt: '2026-01-01T00:00:00.000Z' }
    const [own, others] = [
      { post: { ...post, author: view } },
      { post: { ...post, author: { did: 'did:plc:b', handle: 'b.test' } } },
    ]
    const feed = freshAuthors([own, others], 'did:plc:a' as Did, profileOf({ displayName: 'New' }), urls)
    expect(feed[0]!.post.author.displayName).toBe('New')
    expect(feed[1]).toBe(others)
  })
})
