import { useMutation } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { ProblemPanel } from '../controls/problem-panel'
import { Spinner } from '../controls/spinner'
import { Badge } from '../controls/state-badge'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

const TEMPLATE = '{{ email | localpart | ascii | slug }}'
const SAMPLE = 'email: lea.muller@example.com\nemail: admin@example.com'

/** Tries a template for handles on people, before anybody has one. */
export function HandleLab() {
  const { t } = useTexts()
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (form: FormData) => {
      const body = { template: String(form.get('template')), claims: claimsIn(String(form.get('claims'))) }
      return dataOf(api.POST('/admin/v1/handles/preview', { body }))
    },
  })
  return (
    <section className="panel">
      <h2>{t('domains.lab')}</h2>
      <p className="muted">{t('domains.labLead')}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          mutate(new FormData(event.currentTarget))
        }}
      >
        <TextField
          label={t('domains.template')}
          name="template"
          defaultValue={TEMPLATE}
          required
          spellCheck={false}
        />
        <TextField
          label={t('domains.claims')}
          hint={t('domains.claimsHint')}
          name="claims"
          isLong
          defaultValue={SAMPLE}
          spellCheck={false}
        />
        <div className="dialog-actions">
          <button type="submit" className="button" disabled={isPending}>
            {isPending && <Spinner />}
            {t('domains.try')}
          </button>
        </div>
      </form>
      {error && <ProblemPanel error={error} />}
      {data && (
        <ul className="lines" aria-live="polite">
          {data.data.map(({ handle, isFree, detail }, at) => (
            <li key={`${at} ${handle}`} className="joined">
              <code>{handle}</code>
              <Badge tone={isFree ? 'success' : 'error'}>
                {t(isFree ? 'domains.free' : 'domains.notFree')}
              </Badge>
              {detail !== undefined && <span className="muted">{detail}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A person in each line: `name: value`, several of them separated by semicolons. */
function claimsIn(text: string): Record<string, string>[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      Object.fromEntries(
        line.split(';').map((pair) => {
          const colon = pair.indexOf(':')
          return colon < 0
            ? ['email', pair.trim()]
            : [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()]
        }),
      ),
    )
}
