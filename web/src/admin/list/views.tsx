import { useState } from 'react'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { Icon } from '../controls/icon'
import { keptViews, keepViews, type View } from './kept-views'
import { type Search, stringifySearch } from './search'

interface ViewsProps {
  /** names the list, among those that have views */
  readonly list: string
  /** views that everybody has */
  readonly usual: readonly View[]
  readonly search: Search
  readonly onChange: (search: Search) => void
}

/** What of an address a view is: not the page of the list. */
function viewOf({ after: _after, before: _before, tab: _tab, ...view }: Search): Search {
  return view
}

/** Ways to look at a list: usual ones, and those that somebody has kept in this browser. */
export function Views({ list, usual, search, onChange }: ViewsProps) {
  const { t } = useTexts()
  const [kept, setKept] = useState(() => keptViews(list))
  const [isNaming, setNaming] = useState(false)
  const now = stringifySearch(viewOf(search))
  const all = [...usual, ...kept]
  const isKnown = all.some((view) => stringifySearch(view.search) === now)
  const keep = (views: readonly View[]) => {
    keepViews(list, views)
    setKept(views)
  }
  return (
    <div className="views" role="group" aria-label={t('views.label')}>
      {all.map((view) => {
        const isNow = stringifySearch(view.search) === now
        return (
          <span key={view.name} className="view">
            <button type="button" aria-pressed={isNow} onClick={() => onChange(view.search)}>
              {view.name}
            </button>
            {kept.includes(view) && (
              <button
                type="button"
                className="view-drop"
                aria-label={t('views.drop', { name: view.name })}
                onClick={() => keep(kept.filter((each) => each !== view))}
              >
                <Icon name="close" />
              </button>
            )}
          </span>
        )
      })}
      {!isKnown && (
        <button type="button" className="link-button" onClick={() => setNaming(true)}>
          {t('views.keep')}
        </button>
      )}
      <ModalDialog
        open={isNaming}
        onOpenChange={setNaming}
        title={t('views.keepTitle')}
        lead={t('views.keepLead')}
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            const name = String(new FormData(event.currentTarget).get('name')).trim()
            keep([...kept.filter((each) => each.name !== name), { name, search: viewOf(search) }])
            setNaming(false)
          }}
        >
          <TextField label={t('views.name')} name="name" required maxLength={40} autoFocus />
          <div className="dialog-actions">
            <button type="submit" className="button primary">
              {t('action.save')}
            </button>
          </div>
        </form>
      </ModalDialog>
    </div>
  )
}
