import { LinkToAccount } from './link-to-account'
import { useTexts } from '../texts/texts'

/** Whoever did or asked for something: a member, a token, or whoever has the password. */
export function Person({ by }: { readonly by: string | undefined }) {
  const { nameOf } = useTexts()
  if (by === undefined) return undefined
  return by.startsWith('did:') ? <LinkToAccount did={by} /> : nameOf('actor', by)
}
