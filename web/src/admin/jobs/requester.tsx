import { LinkToAccount } from '../controls/link-to-account'
import { useTexts } from '../texts/texts'

/** Who has asked for something: a member, a token, or whoever has the password. */
export function Requester({ by }: { readonly by: string | undefined }) {
  const { nameOf } = useTexts()
  if (by === undefined) return undefined
  if (by.startsWith('did:')) return <LinkToAccount did={by} />
  return nameOf('actor', by)
}
