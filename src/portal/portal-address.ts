import type { Did } from '@guildhall/syntax'

/** Below it lie all pages of the portal. */
export const PORTAL_ROOT = '/account'

/** The page that is shown when an account is gone. */
export const FAREWELL = 'farewell'

/** The page from which somebody goes on who signs out at their provider as well. */
export const SIGNED_OUT = 'signed-out'

/** The page on which it is proved once more who one is. */
export const CONFIRM = 'confirm'

/** The address of a page of an account; without a section that of its overview. */
export function pageOf(did: Did, section = ''): string {
  // A DID may hold escaped characters, which must not be taken for those of the address.
  const root = `${PORTAL_ROOT}/${did.replaceAll('%', '%25')}`
  return section === '' ? root : `${root}/${section}`
}

/** The address of a page of nobody's: `sign-in`, `sign-up`, `second-factor`, `choose-account`, `reset-password`, `first-password`, `farewell`, `signed-out`. */
export function entranceOf(page: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString()
  return `${PORTAL_ROOT}/${page}${search && `?${search}`}`
}

/** Where a copy of something of an account is asked for. @param range which files, if there are very many */
export function archiveOf(
  did: Did,
  kind: 'repo' | 'blobs',
  range: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(range).toString()
  return `${pageOf(did, `archive/${kind}`)}${search && `?${search}`}`
}
