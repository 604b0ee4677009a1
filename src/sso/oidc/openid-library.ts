import type * as Library from 'openid-client'

/** openid-client, loaded when somebody first signs in with it: most servers never do. */
export function openidLibrary(): Promise<typeof Library> {
  return import('openid-client')
}
