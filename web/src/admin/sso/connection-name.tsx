import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { connectionsQuery } from './connection'

/** Leads to a connection, by its name. */
export function ConnectionName({ id }: { readonly id: string }) {
  const name = useQuery(connectionsQuery).data?.data.find((connection) => connection.id === id)?.name
  return (
    <Link to="/sso/$id" params={{ id }} search={{}}>
      {name ?? <code>{id}</code>}
    </Link>
  )
}
