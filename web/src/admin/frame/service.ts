/** Where the document says what the application has to know before it asks (src/dashboard). */
export const ROOT_ID = 'dashboard'

/** The organization, as the frame shows it. */
export interface Service {
  readonly name: string
  /** path of its logo on this server */
  readonly logo: string | undefined
  /** origin of members' pages; empty where they are on this host */
  readonly home: string
  /** whether members sign in on another host than this, and are sent back */
  readonly isOtherHost: boolean
}

/** What the document says of the organization. */
export function serviceOf(root: HTMLElement): Service {
  const { service: name = '', logo, home = '', otherHost } = root.dataset
  return { name, logo, home, isOtherHost: otherHost !== undefined }
}

/** Where a member signs in who is to come back to a place of the dashboard. */
export function memberDoor({ home, isOtherHost }: Service, place: 'admin' | 'first-run'): string {
  return isOtherHost ? `/admin/session/go?to=${place}` : `${home}/account/sign-in?to=${place}`
}
