import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { Badge } from '../controls/state-badge'
import { useProblemText } from '../controls/use-problem-text'
import { useTexts } from '../texts/texts'

/** How well colours stand out, as they are chosen; asked for by preview and meter alike. */
export function useContrast(draft: string) {
  return useQuery({
    queryKey: ['contrast', draft],
    queryFn: () => dataOf(api.GET('/admin/v1/branding/contrast', { params: { query: { draft } } })),
    placeholderData: keepPreviousData,
    retry: false,
  })
}

/** Shows how well the chosen colours can be seen. */
export function ContrastMeter({ draft }: { readonly draft: string }) {
  const { t, language } = useTexts()
  const textOf = useProblemText()
  const { data, error } = useContrast(draft)
  const ratioOf = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (
    <section className="panel spaced">
      <h2>{t('contrast.title')}</h2>
      <p className="muted">{t('contrast.lead')}</p>
      {error && (
        <p className="field-problem" role="alert">
          {textOf(error)}
        </p>
      )}
      {data && (
        <table className="contrast">
          <thead>
            <tr>
              <th scope="col">{t('contrast.colour')}</th>
              <th scope="col">{t('contrast.on')}</th>
              <th scope="col">{t('contrast.ratio')}</th>
              <th scope="col">{t('contrast.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {data.data.map(({ colour, on, ratio, wanted, isEnough }) => (
              <tr key={`${colour} ${on}`}>
                <th scope="row">{t(`colour.${colour}`)}</th>
                <td>{t(`contrast.${on}`)}</td>
                <td>
                  {ratioOf.format(ratio)} / {wanted}
                </td>
                <td>
                  <Badge tone={isEnough ? 'success' : 'error'}>
                    {t(isEnough ? 'contrast.enough' : 'contrast.tooLittle')}
                  </Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
