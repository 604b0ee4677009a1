import type { PageProblem } from '../../../src/oauth/page-state'
import { Notice } from '../controls/notice'
import { Text } from '../i18n/words'

/** Problems that are none: they say what to do next. */
const HINTS: ReadonlySet<PageProblem> = new Set(['code-sent', 'link-over'])

/** What was wrong with what was sent; nothing if all is well. */
export function Problem({ code }: { readonly code: PageProblem | undefined }) {
  if (code === undefined) return undefined
  return (
    <Notice kind={HINTS.has(code) ? 'info' : 'error'}>
      <Text text={`problem.${code}`} />
    </Notice>
  )
}
