import { useNavigate, useSearch } from '@tanstack/react-router'
import { createContext, useContext } from 'react'

/** What the address says of a screen: filters, order, place in a list. All of it is text. */
export type Search = Readonly<Record<string, string | undefined>>

/** Reads the part of an address after its question mark. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''))
}

/** Writes it. What is empty is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  )
  const text = new URLSearchParams(entries).toString()
  return text && `?${text}`
}

/** Only texts come in: everything else would be the work of somebody who plays with addresses. */
export function validateSearch(raw: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** An address without all that it says now. */
export function emptied(search: Search): Search {
  return Object.fromEntries(Object.keys(search).map((name) => [name, undefined]))
}

/** Is told of the address that somebody goes to, before they are there. */
export const GoingContext = createContext<(next: Search) => void>(() => undefined)

/** The address of a screen, and how to change it. Whoever goes back in the browser gets back where they were. */
export function useScreenSearch(): {
  readonly search: Search
  /** Changes parts; `undefined` takes one out. Whatever narrows a list begins it anew. */
  readonly change: (parts: Search) => void
  /** Goes to another page of the same list. */
  readonly turn: (cursor: { readonly after?: string; readonly before?: string }) => void
} {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const going = useContext(GoingContext)
  const go = (next: Search, replace: boolean) => {
    going(next)
    void navigate({ to: '.', search: next, replace })
  }
  return {
    search,
    change: (parts) => go({ ...search, after: undefined, before: undefined, ...parts }, true),
    turn: (cursor) => go({ ...search, after: undefined, before: undefined, ...cursor }, false),
  }
}
