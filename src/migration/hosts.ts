import { com } from '@guildhall/lexicon'
import type { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'

/** A URL as servers are compared: endpoints are written with and without a slash at the end. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
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
