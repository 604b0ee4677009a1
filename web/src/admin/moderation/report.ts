import type { components } from '../api/generated/schema'
import type { Texts } from '../texts/texts'

/** A report to moderators. */
export type Report = components['schemas']['Report']

/** What was reported, as far as it has a place in a repository. */
export interface ReportedPlace {
  readonly did: string
  /** absent: the account as a whole */
  readonly record?: { readonly collection: string; readonly rkey: string }
}

/** `com.atproto.moderation.defs#reasonSpam` in words: those of the language, or those of its last part. */
export function reasonName(type: string, { nameOf }: Pick<Texts, 'nameOf'>): string {
  const name = type
    .split(/[#.]/)
    .at(-1)!
    .replace(/^reason/, '')
  const apart = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return nameOf('moderation.reasons', name, apart)
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
