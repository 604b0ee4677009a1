import type { ReactNode } from 'react'
import { Text } from '../i18n/words'
import type { TermsLinksView } from '../../../src/oauth/page-state'
import { Choice } from './choice'

interface AgreementProps {
  readonly links: TermsLinksView
  /** what holds instead for handles below some domains, each with its dot */
  readonly ofDomains?: readonly { readonly domain: string; readonly links: TermsLinksView }[] | undefined
}

/** What has to be agreed to, where the organization has written it down. */
export function Agreement({ links, ofDomains = [] }: AgreementProps) {
  const domains = ofDomains.filter((one) => isAny(one.links))
  if (!isAny(links) && domains.length === 0) return undefined
  const label = (
    <>
      <Sentence links={links} />
      {domains.map(({ domain, links: own }) => (
        <span key={domain}>
          {' '}
          <bdi>*{domain}</bdi>: <Sentence links={own} />
        </span>
      ))}
    </>
  )
  return <Choice name="terms" value="on" required label={label} />
}

function isAny({ terms, privacy }: TermsLinksView): boolean {
  return terms !== undefined || privacy !== undefined
}

function Sentence({ links: { terms, privacy } }: { readonly links: TermsLinksView }) {
  if (terms === undefined && privacy === undefined) return undefined
  const both = terms !== undefined && privacy !== undefined
  const text = both ? 'signUp.terms' : terms === undefined ? 'signUp.privacyOnly' : 'signUp.termsOnly'
  const parts = { terms: <NewPage url={terms} />, privacy: <NewPage url={privacy} /> }
  return <Text text={text} parts={parts} />
}

/** A link that leaves what was entered where it is. */
function NewPage({ url, children }: { readonly url: string | undefined; readonly children?: ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
