import { ApiProblem } from '../api/api-problem'
import { useMe } from '../api/me'
import { useWithProof } from '../frame/step-up'
import { useTexts } from '../texts/texts'

const PATH = '/admin/v1/audit/export'

/** Downloads the audit, line by line in JSON. The browser writes it to a file while it comes: it may be long. */
export function ExportButton({ filters }: { readonly filters: Readonly<Record<string, string>> }) {
  const { t } = useTexts()
  const { freshUntil } = useMe()
  const withProof = useWithProof()
  const download = async () => {
    let proved = freshUntil === undefined || Date.parse(freshUntil) > Date.now()
    await withProof(() => {
      if (!proved) {
        proved = true
        return Promise.reject(new ApiProblem(403, 'step_up_required', '', undefined))
      }
      return Promise.resolve()
    })
    const link = document.createElement('a')
    link.href = `${PATH}?${new URLSearchParams(filters).toString()}`
    link.download = 'audit.ndjson'
    link.click()
  }
  return (
    <button type="button" className="button" onClick={() => void download().catch(() => undefined)}>
      {t('audit.export')}
    </button>
  )
}
