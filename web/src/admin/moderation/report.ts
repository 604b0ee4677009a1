import type { components } from '../api/generated/schema'

/** A report to moderators. */
export type Report = components['schemas']['Report']

/** The last part of `com.atproto.moderation.defs#reasonSpam`, in words. */
export function reasonName(type: string): string {
  const name = type
    .split(/[#.]/)
    .at(-1)!
    .replace(/^reason/, '')
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
