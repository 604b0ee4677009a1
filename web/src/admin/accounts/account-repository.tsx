import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { bytesText, numberText } from '../controls/amounts'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

/** What an account keeps here: records and files. */
export default function AccountRepository({ account: { did } }: { readonly account: Account }) {
  return (
    <>
      <Repository did={did} />
      <Files did={did} />
    </>
  )
}

function Repository({ did }: { readonly did: string }) {
  const { t, language } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'repo-stats'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/repo-stats', { params: { path: { did } } })),
  })
  return (
    <section className="panel spaced">
      <h2>{t('repository.title')}</h2>
      <Loaded query={query}>
        {({ repoCommit, repoRev, indexedRecords, repoBlocks, validDid }) => (
          <Facts>
            <Fact name={t('repository.records')}>{numberText(indexedRecords, language)}</Fact>
            <Fact name={t('repository.blocks')}>{numberText(repoBlocks, language)}</Fact>
            <Fact name={t('repository.revision')} copy={repoRev}>
              <code>{repoRev}</code>
            </Fact>
            <Fact name={t('repository.commit')} copy={repoCommit}>
              <code>{repoCommit}</code>
            </Fact>
            <Fact name={t('repository.identity')}>
              <Badge tone={validDid ? 'success' : 'error'}>
                {t(validDid ? 'repository.identityHere' : 'repository.identityElsewhere')}
              </Badge>
            </Fact>
          </Facts>
        )}
      </Loaded>
    </section>
  )
}

function Files({ did }: { readonly did: string }) {
  const { t, language } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'blobs'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/blobs', { params: { path: { did } } })),
  })
  const amount = ({ bytes, count }: { bytes: number; count: number }) =>
    t('repository.amount', { count, shown: numberText(count, language), size: bytesText(bytes, language) })
  return (
    <section className="panel">
      <h2>{t('repository.files')}</h2>
      <Loaded query={query}>
        {({ stored, today, quotaBytes }) => (
          <Facts>
            <Fact name={t('repository.stored')}>{amount(stored)}</Fact>
            <Fact name={t('repository.today')}>{amount(today)}</Fact>
            <Fact name={t('repository.quota')}>
              {quotaBytes === undefined ? (
                t('repository.noQuota')
              ) : (
                <span className="joined">
                  <meter
                    aria-label={t('repository.quota')}
                    min={0}
                    max={quotaBytes}
                    high={quotaBytes * 0.9}
                    value={stored.bytes}
                  />
                  {bytesText(quotaBytes, language)}
                </span>
              )}
            </Fact>
          </Facts>
        )}
      </Loaded>
    </section>
  )
}
