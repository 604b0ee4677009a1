import { useTranslation } from 'react-i18next'
import { Choice } from '../controls/choice'
import { Text } from '../i18n/words'
import type { PermissionView } from '../../../src/oauth/page-state'
import { type Group, GROUPS, type ScopeWords, scopeWords } from './scope-words'

interface PermissionsProps {
  readonly permissions: readonly PermissionView[]
}

/** What an application asks for, by what it is about. */
export function Permissions({ permissions }: PermissionsProps) {
  const { t } = useTranslation()
  const described = permissions.map((permission) => ({ permission, words: scopeWords(permission.scope) }))
  const hasChoice = permissions.some(({ required }) => !required)
  return (
    <>
      {hasChoice ? <p>{t('consent.optional')}</p> : undefined}
      <div className="groups">
        {GROUPS.map((group) => (
          <PermissionGroup
            key={group}
            group={group}
            items={described.filter(({ words }) => words.group === group)}
          />
        ))}
      </div>
    </>
  )
}

interface Item {
  readonly permission: PermissionView
  readonly words: ScopeWords
}

function PermissionGroup({ group, items }: { readonly group: Group; readonly items: readonly Item[] }) {
  const { t } = useTranslation()
  if (items.length === 0) return undefined
  return (
    <fieldset className="group">
      <legend>{t(`consent.group.${group}`)}</legend>
      {items.map((item) => (
        <Permission key={item.permission.scope} {...item} />
      ))}
    </fieldset>
  )
}

function Permission({ permission, words }: Item) {
  const { details } = permission
  // Others have written the words of a set, in a language of which only they know the direction.
  const title =
    permission.title === undefined ? (
      <Text text={words.title.key} values={words.title.values} />
    ) : (
      <bdi>{permission.title}</bdi>
    )
  const hint = details === undefined ? <Hint words={words} /> : <bdi>{details}</bdi>
  const hasHint = details !== undefined || words.hint !== undefined
  return (
    <div className="permission">
      {permission.required ? (
        <div className="always">
          <input type="hidden" name="scope" value={permission.scope} />
          <span>{title}</span>
          {hasHint ? <p className="hint">{hint}</p> : undefined}
        </div>
      ) : (
        <Choice
          name="scope"
          value={permission.scope}
          defaultChecked
          label={title}
          hint={hasHint ? hint : undefined}
        />
      )}
      <Exact scopes={permission.exact} />
    </div>
  )
}

/** What a permission is for those who know scopes. */
function Exact({ scopes }: { readonly scopes: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary>{t('consent.exact')}</summary>
      <ul className="exact" dir="ltr">
        {scopes.map((scope) => (
          <li key={scope}>
            <code>{scope}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Hint({ words: { hint, actions } }: { readonly words: ScopeWords }) {
  const { t, i18n } = useTranslation()
  if (!hint) return undefined
  if (!actions) return <Text text={hint.key} values={hint.values} />
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  const named = list.format(actions.map((action) => t(`permission.${action}`)))
  return <Text text={hint.key} values={{ actions: named }} />
}
