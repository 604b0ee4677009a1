/** Where what is agreed to can be read. */
export interface TermsLinks {
  readonly terms?: string | undefined
  readonly privacy?: string | undefined
}

/** What members agree to, from some time on. A version never changes. */
export interface TermsVersion {
  /** a UUID in the order of time */
  readonly id: string
  /** of handles, without a leading dot; undefined: whoever has no domain with terms of its own */
  readonly domain: string | undefined
  readonly termsUrl: string | undefined
  readonly privacyUrl: string | undefined
  /** the terms themselves, where they are kept here */
  readonly text: string | undefined
  /** SHA-256 of links and text, in hexadecimal */
  readonly digest: string
  readonly validFrom: Date
  /** whether members who have agreed to an earlier one are asked again */
  readonly asksAgain: boolean
  /** as the audit names whoever made it */
  readonly createdBy: string
  readonly createdAt: Date
}

/** What somebody with a handle is shown and agrees to. */
export interface TermsOffer {
  /** id of a version, or digest of the links where there is none */
  readonly version: string
  readonly links: TermsLinks
}

/**
 * The versions that hold for a handle, the latest first: those of the longest domain above it that has one, or those
 * for everybody.
 * @param versions in any order
 * @param handle undefined: of somebody whose handle is not known yet
 */
export function versionsFor(
  versions: readonly TermsVersion[],
  handle: string | undefined,
  nowMs: number,
): TermsVersion[] {
  const name = handle === undefined ? '' : `.${handle.toLowerCase()}`
  const holding = versions.filter(
    ({ domain, validFrom }) =>
      validFrom.getTime() <= nowMs && (domain === undefined || name.endsWith(`.${domain}`)),
  )
  const longest = Math.max(0, ...holding.map(({ domain }) => domain?.length ?? 0))
  return holding
    .filter(({ domain }) => (domain?.length ?? 0) === longest)
    .sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime() || (a.id < b.id ? 1 : -1))
}

/**
 * Which versions it is enough to have agreed to: all from the latest down to the last one that asks again.
 * @param versions as {@link versionsFor} gives them
 * @returns none, if nobody is asked again
 */
export function versionsThatDo(versions: readonly TermsVersion[]): TermsVersion[] {
  const last = versions.findIndex(({ asksAgain }) => asksAgain)
  return versions.slice(0, last + 1)
}
