import { app } from '@guildhall/lexicon'
import { freshProfile } from './profile-overlay.js'
import type { OwnWrites, RefreshRule } from './refresh-rule.js'

const { getProfile, getProfiles } = app.bsky.actor

/** The own profile shows what was last written to it. */
export const PROFILE: RefreshRule<typeof getProfile> = {
  method: getProfile,
  concerns: (own, { actor }) => own.isProfileNew && isOwn(own, actor),
  refresh: (output, own) => refreshed(output, own),
}

/** The own profile among others shows what was last written to it. */
export const PROFILES: RefreshRule<typeof getProfiles> = {
  method: getProfiles,
  concerns: (own, { actors }) => own.isProfileNew && actors.some((actor) => isOwn(own, actor)),
  refresh: (output, own) => ({ ...output, profiles: output.profiles.map((view) => refreshed(view, own)) }),
}

/** Whether a DID or handle is that of the caller. */
export function isOwn({ did, handle }: OwnWrites, actor: string): boolean {
  return actor === did || actor.toLowerCase() === handle
}

function refreshed<V extends { did: string; handle: string }>(view: V, { did, profile, urls }: OwnWrites): V {
  return profile && view.did === did ? (freshProfile(view, profile, urls) as V) : view
}
