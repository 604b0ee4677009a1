import { Link } from '@tanstack/react-router'

/** Leads to an account, which is shown by its name if that is known. */
export function LinkToAccount({ did, name }: { readonly did: string; readonly name?: string | undefined }) {
  return (
    <Link to="/accounts/$did" params={{ did }} search={{}}>
      {name ?? <code>{did}</code>}
    </Link>
  )
}
