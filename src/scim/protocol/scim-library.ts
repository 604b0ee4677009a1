import { Injectable } from '@nestjs/common'

/** What is used of it. */
export type Scimmy = (typeof import('scimmy'))['default']

/** It keeps its settings for the whole process, so that it is prepared once. */
let loading: Promise<Scimmy> | undefined

/**
 * The library that knows schemas, filters and patches of SCIM, loaded with the first request of a directory: most servers
 * have none.
 */
@Injectable()
export class ScimLibrary {
  load(): Promise<Scimmy> {
    return (loading ??= prepare())
  }
}

async function prepare(): Promise<Scimmy> {
  const { default: scimmy } = await import('scimmy')
  // Its types know instances only; it takes classes.
  scimmy.Schemas.User.extend(scimmy.Schemas.EnterpriseUser as never)
  return scimmy
}
