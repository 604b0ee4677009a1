import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { numberText } from '../controls/amounts'
import { Icon } from '../controls/icon'
import { Spinner } from '../controls/spinner'
import { useProblemText } from '../controls/use-problem-text'
import { useTexts } from '../texts/texts'

/** Compares the whole chain, when somebody asks: whether every entry is as it was written. */
export function ChainCheck() {
  const { t, language } = useTexts()
  const textOf = useProblemText()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['audit', 'verify'],
    queryFn: () => dataOf(api.GET('/admin/v1/audit/verify')),
    enabled: false,
  })
  const finding = error
    ? textOf(error)
    : data &&
      t(data.isSound ? 'verify.sound' : 'verify.broken', {
        count: data.entries,
        shown: numberText(data.entries, language),
      })
  return (
    <div className="chain-check">
      <button type="button" className="button" disabled={isFetching} onClick={() => void refetch()}>
        {isFetching ? <Spinner /> : <Icon name="check" />}
        {t('verify.action')}
      </button>
      <p role="status" className={data?.isSound === true && !error ? 'sound' : 'unsound'}>
        {!isFetching && finding}
      </p>
      {data && data.problems.length > 0 && (
        <ul className="lines">
          {data.problems.map(({ seq, problem }) => (
            <li key={`${seq} ${problem}`}>
              {t('audit.seq')} {seq}: {problem}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
