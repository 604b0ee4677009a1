import { DirectoryEvents } from './directory-events'
import { DirectoryTokens } from './directory-tokens'
import type { SeenConnection } from './connection'
import { Leavers } from './leavers'

/** The directory that is kept in step with a connection (SCIM): how it gets in, who leaves, and what it has asked for. */
export default function ConnectionDirectory({ seen }: { readonly seen: SeenConnection }) {
  return (
    <>
      <Leavers seen={seen} />
      <DirectoryTokens id={seen.connection.id} />
      <DirectoryEvents id={seen.connection.id} />
    </>
  )
}
