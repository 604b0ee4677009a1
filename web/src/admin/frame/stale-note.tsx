import { notifyManager, type Query, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'

/** Whether it is shown as it was, because it could not be asked for again. */
const isOld = (query: Query) =>
  query.isActive() && query.state.status === 'error' && query.state.data !== undefined

/** Says that something on the screen is from before, as long as the server does not give what there is now. */
export function StaleNote() {
  const { t } = useTexts()
  const client = useQueryClient()
  const cache = client.getQueryCache()
  const watch = useCallback(
    (listener: () => void) => cache.subscribe(notifyManager.batchCalls(listener)),
    [cache],
  )
  const hasOld = useSyncExternalStore(watch, () => cache.getAll().some(isOld))
  return (
    <div role="status">
      {hasOld && (
        <p className="panel warning">
          <Icon name="warning" />
          <span className="joined">
            {t('problem.stale')}
            <button
              type="button"
              className="link-button"
              onClick={() => void client.refetchQueries({ predicate: isOld })}
            >
              {t('action.retry')}
            </button>
          </span>
        </p>
      )}
    </div>
  )
}
