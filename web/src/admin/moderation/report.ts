import type { components } from '../api/generated/schema'

/** A report to moderators. */
export type Report = components['schemas']['Report']

/** What was reported, as far as it has a place in a repository. */
export interface ReportedPlace {
  readonly did: string
  /** absent: the account as a whole */
  readonly record?: { readonly collection: string; readonly rkey: string }
}

/** The last part of `com.atproto.moderation.defs#reasonSpam`, in words. */
export function reasonName(type: string): string {
  const name = type
    .split(/[#.]/)
    .at(-1)!
    .replace(/^reason/, '')
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** Where that is what was reported; undefined if that cannot be told. */
export function placeOf({ did, uri }: Readonly<Record<string, unknown>>): ReportedPlace | undefined {
  if (typeof did === 'string') return { did }
  if (typeof uri !== 'string') return undefined
  const [, owner, collection, rkey] = /^at:\/\/(did:[^/]+)(?:\/([^/]+)\/([^/]+))?$/.exec(uri) ?? []
  if (owner === undefined) return undefined
  return {
    did: owner,
    ...(collection !== undefined && rkey !== undefined && { record: { collection, rkey } }),
  }
}
