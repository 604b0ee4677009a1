import { useState } from 'react'

/** A handle that is entered in two parts. */
export interface HandleEntry {
  readonly name: string
  readonly domain: string
  /** in lower case, with its ending */
  readonly whole: string
  /** to be asked for; undefined before anything was entered */
  readonly asked: string | undefined
  setName(name: string): void
  setDomain(domain: string): void
}

/**
 * The state of a handle that is entered.
 * @param handle what was entered before, whole
 * @param domains endings, each with its dot
 */
export function useHandleEntry(handle: string, domains: readonly string[]): HandleEntry {
  const before = endingOf(handle, domains)
  const [name, setName] = useState(before === undefined ? handle : handle.slice(0, -before.length))
  const [domain, setDomain] = useState(before ?? domains[0] ?? '')
  const [isEntered, setEntered] = useState(false)
  const entered = name.trim().toLowerCase()
  // Who enters the ending as well means the same.
  const whole = endingOf(entered, domains) === undefined ? `${entered}${domain}` : entered
  const change = (text: string) => {
    setName(text)
    setEntered(true)
  }
  const asked = isEntered && entered !== '' ? whole : undefined
  return { name, domain, whole, asked, setName: change, setDomain }
}

/** The longest of the endings that a handle has. */
function endingOf(handle: string, domains: readonly string[]): string | undefined {
  return domains
    .filter((domain) => handle.endsWith(domain))
    .sort((one, other) => other.length - one.length)
    .at(0)
}
