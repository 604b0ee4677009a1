/* eslint-disable no-console -- it is what the library writes with */
// To be imported before anything else: what libraries say of this process that is known.

/**
 * The library of the authorization server says every time that it was not made for Node.js 20, on which it runs, as
 * tests show; and that request bodies were read before it, which is meant: clients prove who they are first.
 */
const KNOWN = [
  'oidc-provider WARNING: Unsupported runtime.',
  'oidc-provider WARNING: already parsed request body detected',
]

const warn = console.warn
console.warn = (...args: unknown[]) => {
  const text = String(args[0])
  if (!KNOWN.some((known) => text.includes(known))) warn.apply(console, args)
}
