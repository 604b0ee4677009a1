import { com, type OutputOf } from '@guildhall/lexicon'
import type { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'

/** A URL as servers are compared: endpoints are written with and without a slash at the end. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

/** What servers say of themselves, and ours besides. */
export type Description = OutputOf<typeof com.atproto.server.describeServer> & { blobUploadLimit?: number }

/** What a server says of itself. */
export async function describe(client: PdsClient): Promise<Description> {
  const description: Description = await client.get(com.atproto.server.describeServer)
  const domains: unknown = description.availableUserDomains
  const availableUserDomains = Array.isArray(domains)
    ? domains.filter((domain): domain is string => typeof domain === 'string')
    : []
  return { ...description, availableUserDomains }
}

/** Whether a server has an account, active or not. */
export async function isHosted(client: PdsClient, did: string): Promise<boolean> {
  try {
    await client.get(com.atproto.sync.getRepoStatus, { did })
    return true
  } catch (error) {
    if (error instanceof PdsFailure && error.code === 'RepoNotFound') return false
    throw error
  }
}
