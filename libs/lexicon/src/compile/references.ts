/**
 * Writes a reference the one way that checks are kept under: `<nsid>#<name>`.
 * @param home the document that the reference is in
 */
export function absoluteRef(ref: string, home: string): string {
  if (ref.startsWith('#')) return home + ref
  return ref.includes('#') ? ref : `${ref}#main`
}

/** The `$type` of values of a definition: its reference, without `#main`. */
export function typeName(ref: string): string {
  return ref.endsWith('#main') ? ref.slice(0, -'#main'.length) : ref
}

/** Computes a value when it is first asked for. A computation that throws is tried again. */
export function lazy<T extends object>(compute: () => T): () => T {
  let value: T | undefined
  return () => (value ??= compute())
}
