import { useTexts } from '../texts/texts'

interface DifferenceProps {
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

/** What was changed: each property as it was and as it is now. */
export function Difference({ before, after }: DifferenceProps) {
  const { t } = useTexts()
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return (
    <table className="difference">
      <caption>{t('audit.changes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('audit.property')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const [was, is] = [textOf(before[name]), textOf(after[name])]
          return (
            <tr key={name} className={was === is ? undefined : 'changed'}>
              <th scope="row">{name}</th>
              <td>{was !== '' && <del>{was}</del>}</td>
              <td>{is !== '' && <ins>{is}</ins>}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function textOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
