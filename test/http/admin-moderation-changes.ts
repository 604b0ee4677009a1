import { bearer, type WholeServer } from '../support/whole-server.js'
import type { Preparation, Prepared } from './prepared.js'

/** What moderators change. */
export function moderationChanges(at: () => WholeServer): Record<string, Preparation> {
  return {
    takeDownRecord: () => recordOf(at(), 'takedown'),
    restoreRecord: () => recordOf(at(), 'restore'),
    resolveReport: async () => ({
      path: `reports/${await reportAt(at())}/resolve`,
      body: { reason: 'settled' },
    }),
  }
}

async function recordOf(server: WholeServer, verb: string): Promise<Prepared> {
  const { did, accessJwt } = await server.signUp()
  const made = await server.post(
    'com.atproto.repo.createRecord',
    {
      repo: did,
      collection: 'app.bsky.feed.post',
      record: { text: 'a', createdAt: new Date(0).toISOString() },
    },
    bearer(accessJwt),
  )
  const [, , , collection, rkey] = String(made.json.uri).split('/')
  return { path: `accounts/${did}/records/${collection}/${rkey}/${verb}`, body: {} }
}

async function reportAt(server: WholeServer): Promise<number> {
  const { accessJwt, did } = await server.signUp()
  const subject = { $type: 'com.atproto.admin.defs#repoRef', did }
  const made = await server.post(
    'com.atproto.moderation.createReport',
    { reasonType: 'com.atproto.moderation.defs#reasonSpam', subject },
    bearer(accessJwt),
  )
  return Number(made.json.id)
}
