import { app, com } from '@guildhall/lexicon'
import { StubUpstream } from './stub-upstream.js'
import { type Answer, bearer, type Member, WholeServer } from './whole-server.js'

/** The header that says how far an AppView is behind. */
export const LAG = 'atproto-upstream-lag'

/** When everything was written that an AppView has. */
export const EARLIER = '2024-01-01T00:00:00.000Z'

/** The CID of some record. */
export const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'

/** Somebody else. */
export const OTHER = { did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', handle: 'other.test' }

/** A picture of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
)

const POST = app.bsky.feed.post.nsid

/** A post of somebody else. */
export const OTHERS_URI = `at://${OTHER.did}/${POST}/3kabcdefgh222`

/** A post as an AppView shows it. @param n less than 8 */
export function shown(n: number, author: { did: string; handle: string } = OTHER, indexedAt = EARLIER) {
  const uri = `at://${author.did}/${POST}/3kabcdefgh22${n}`
  const record = { $type: POST, text: `post ${n}`, createdAt: indexedAt }
  return { uri, cid: CID, author, record, likeCount: n, indexedAt }
}

/** A post in a thread as an AppView shows it. */
export function thread(post: object, more: object = {}) {
  return { $type: 'app.bsky.feed.defs#threadViewPost', post, ...more }
}

interface Feed {
  post: { uri: string; [name: string]: unknown }
}

/** The posts of a feed. */
export function postsOf({ json }: Answer): Feed['post'][] {
  return (json.feed as Feed[]).map(({ post }) => post)
}

/** URIs of the posts of a feed. */
export function urisOf(answer: Answer): string[] {
  return postsOf(answer).map(({ uri }) => uri)
}

/** A member who writes here and reads from an AppView, which knows the repository up to `rev`. */
export class AppViewReader {
  /** with an old profile and a follow, unless {@link renew} has not been called */
  member: Member
  /** the revision of what the member had written at first */
  rev = ''

  private constructor(
    readonly server: WholeServer,
    readonly appView: StubUpstream,
  ) {}

  static async start(): Promise<AppViewReader> {
    const appView = await StubUpstream.start('bsky_appview')
    const server = await WholeServer.start({
      PDS_BSKY_APP_VIEW_URL: appView.url,
      PDS_BSKY_APP_VIEW_DID: appView.did,
      PDS_BSKY_APP_VIEW_CDN_URL_PATTERN: 'https://cdn.example/%s/%s@%s',
      PDS_BSKY_APP_VIEW_VIDEO_PLAYLIST_URL_PATTERN: 'https://video.example/%s/%s/playlist.m3u8',
    })
    appView.plcUrl = `${server.url}/plc`
    return new AppViewReader(server, appView)
  }

  async close(): Promise<void> {
    await this.server.close()
    await this.appView.close()
  }

  /** Becomes a new member. */
  async renew(): Promise<void> {
    this.member = await this.server.signUp()
    await this.put(app.bsky.actor.profile.nsid, { displayName: 'Before', description: 'Still here' })
    await this.follow()
    this.rev = await this.headRev()
    this.appView.seen.length = 0
  }

  /** The member as the author of posts. */
  get author(): { did: string; handle: string } {
    return { did: this.member.did, handle: this.member.handle }
  }

  async headRev(): Promise<string> {
    const { json } = await this.server.get(com.atproto.sync.getLatestCommit.nsid, { did: this.member.did })
    return json.rev as string
  }

  call(nsid: string, query: Record<string, string | readonly string[]> = {}, more = {}): Promise<Answer> {
    return this.server.get(nsid, query, { ...bearer(this.member.accessJwt), ...more })
  }

  /** The AppView answers a method, at the revision of the member's first records unless `more` has another. */
  answer(method: { nsid: string }, body: object, more: Record<string, string> = {}): void {
    this.appView.json(method.nsid, body, 200, { 'atproto-repo-rev': this.rev, ...more })
  }

  post(text: string, more: object = {}) {
    return this.#write(com.atproto.repo.createRecord, POST, {
      text,
      createdAt: new Date().toISOString(),
      ...more,
    })
  }

  put(collection: string, record: object) {
    return this.#write(com.atproto.repo.putRecord, collection, record, 'self')
  }

  follow() {
    const record = { subject: OTHER.did, createdAt: EARLIER }
    return this.#write(com.atproto.repo.createRecord, app.bsky.graph.follow.nsid, record)
  }

  async #write(method: { nsid: string }, collection: string, record: object, rkey?: string) {
    const input = { repo: this.member.did, collection, record: { $type: collection, ...record }, rkey }
    const { status, json } = await this.server.post(method.nsid, input, bearer(this.member.accessJwt))
    if (status !== 200) throw new Error(`the record was not written: ${JSON.stringify(json)}`)
    return { uri: json.uri as string, cid: json.cid as string }
  }
}
