import { Link } from '@tanstack/react-router'
import { useMay } from '../api/me'
import { Breakable } from './breakable'
import { useAccountName } from './use-account-name'

/**
 * Leads to an account, which is shown by its handle; by its DID if that is not known, or the account is gone. Those who run
 * the server may have no business with accounts: they are not led there.
 */
export function LinkToAccount({ did, name }: { readonly did: string; readonly name?: string | undefined }) {
  const isLinked = useMay()('accounts.view')
  const known = useAccountName(did, name)
  const shown = known === undefined ? <code>{did}</code> : <Breakable name={known} />
  if (!isLinked) return shown
  return (
    <Link to="/accounts/$did" params={{ did }} search={{}} title={did}>
      {shown}
    </Link>
  )
}
