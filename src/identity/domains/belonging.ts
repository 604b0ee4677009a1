/**
 * The domain that a name belongs to; the longest one wins.
 * @param domains without leading dots
 * @param name in lower case, without a port
 * @param isName whether a domain may be the name itself
 */
export function domainOf<T extends { readonly domain: string }>(
  domains: readonly T[],
  name: string,
  isName: (one: T) => boolean,
): T | undefined {
  let found: T | undefined
  for (const one of domains) {
    const { domain } = one
    const isOf = domain === name ? isName(one) : name.endsWith(`.${domain}`)
    if (isOf && domain.length > (found?.domain.length ?? 0)) found = one
  }
  return found
}

/** Whether a name is a domain or lies below it, both in lower case. */
export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`)
}
