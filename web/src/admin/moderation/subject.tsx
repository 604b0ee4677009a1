import { LinkToAccount } from '../controls/link-to-account'

/** What was reported: an account, or a record of one. */
export function Subject({ subject }: { readonly subject: Readonly<Record<string, unknown>> }) {
  const { did, uri } = subject
  if (typeof did === 'string') return <LinkToAccount did={did} />
  const [, owner] = (typeof uri === 'string' && /^at:\/\/([^/]+)/.exec(uri)) || []
  if (owner === undefined) return <code>{JSON.stringify(subject)}</code>
  return (
    <span className="joined">
      <code title={String(uri)}>{String(uri).slice(`at://${owner}/`.length)}</code>
      <LinkToAccount did={owner} />
    </span>
  )
}
