import type { ReactNode } from 'react'
import { Text } from '../i18n/words'
import { Choice } from './choice'

interface AgreementProps {
  readonly links: { readonly terms?: string | undefined; readonly privacy?: string | undefined }
}

/** What has to be agreed to, where the organization has written it down. */
export function Agreement({ links: { terms, privacy } }: AgreementProps) {
  if (terms === undefined && privacy === undefined) return undefined
  const both = terms !== undefined && privacy !== undefined
  const text = both ? 'signUp.terms' : terms === undefined ? 'signUp.privacyOnly' : 'signUp.termsOnly'
  const parts = { terms: <NewPage url={terms} />, privacy: <NewPage url={privacy} /> }
  return <Choice name="terms" value="on" required label={<Text text={text} parts={parts} />} />
}

/** A link that leaves what was entered where it is. */
function NewPage({ url, children }: { readonly url: string | undefined; readonly children?: ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
