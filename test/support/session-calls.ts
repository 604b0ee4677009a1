import { com } from '@guildhall/lexicon'
import { type Answer, bearer, type WholeServer } from './whole-server.js'

const { getSession, refreshSession } = com.atproto.server
const { createRecord } = com.atproto.repo

/** The tokens of a session, as it begins and as it is refreshed. */
export const tokens = ({ json }: Answer) => json as { accessJwt: string; refreshJwt: string }

/** What is said in a token; its signature is not looked at. */
export const claims = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>

export const whoIs = (server: WholeServer, token: string) => server.get(getSession.nsid, {}, bearer(token))

export const refresh = (server: WholeServer, token: string) =>
  server.post(refreshSession.nsid, undefined, bearer(token))

/** Writes a post into the repository of an account. */
export const post = (server: WholeServer, repo: string, token: string) =>
  server.post(
    createRecord.nsid,
    {
      repo,
      collection: 'app.bsky.feed.post',
      record: { text: 'hello', createdAt: '2026-01-01T00:00:00Z' },
    },
    bearer(token),
  )
