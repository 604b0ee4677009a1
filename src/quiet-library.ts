/* eslint-disable no-console -- it is what the library writes with */
// To be imported before anything else: what libraries say of this process as soon as they are loaded.

/** The library of the authorization server runs on Node.js 20, as tests show, but says every time that it was not made for it. */
const KNOWN = 'oidc-provider WARNING: Unsupported runtime.'

const warn = console.warn
console.warn = (...args: unknown[]) => {
  if (!String(args[0]).includes(KNOWN)) warn.apply(console, args)
}
