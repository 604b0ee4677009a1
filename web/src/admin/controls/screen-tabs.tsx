import { Tabs } from '@base-ui/react/tabs'
import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { emptied, useScreenSearch } from '../list/search'
import { ScreenSkeleton } from './skeleton'

/** A part of a screen. */
export interface ScreenTab {
  /** as the address has it */
  readonly name: string
  readonly title: string
  /** drawn, and loaded, when somebody looks at it */
  readonly panel: ReactNode
}

interface ScreenTabsProps {
  readonly label: string
  /** the first one is shown where the address says nothing */
  readonly tabs: readonly ScreenTab[]
}

/** Parts of a screen, one at a time. Which one stands in the address; another one begins without filters. */
export function ScreenTabs({ label, tabs }: ScreenTabsProps) {
  const { search, change } = useScreenSearch()
  const first = tabs[0]?.name
  const current = tabs.find(({ name }) => name === search['tab'])?.name ?? first
  const list = useRef<HTMLDivElement>(null)
  // On a phone they are in one line, and the one that is shown may lie outside of it.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected=true]')
    if (!tab || !list.current) return
    const [line, own] = [list.current.getBoundingClientRect(), tab.getBoundingClientRect()]
    list.current.scrollBy(own.left + own.width / 2 - line.left - line.width / 2, 0)
  }, [current])
  return (
    <Tabs.Root
      value={current}
      onValueChange={(name: string) => change({ ...emptied(search), tab: name === first ? undefined : name })}
    >
      <Tabs.List ref={list} className="tabs" aria-label={label}>
        {tabs.map(({ name, title }) => (
          <Tabs.Tab key={name} value={name} className="tab">
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, panel }) => (
        <Tabs.Panel key={name} value={name} className="tab-panel">
          <Suspense fallback={<ScreenSkeleton />}>{panel}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}
