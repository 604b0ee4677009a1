/** Slurs with their usual disguises; each must stand in the text as written here, letters may be repeated. */
const SLURS = [
  /n+[i1!|l]+[g69q]{2,}(?:[e3]+r+|[a@4]+|[uo0]+)/,
  /f+[a@4]+[g69q]{2,}(?:[o0i1]+t+)?/,
  /(?:^|[^a-z])k+[i1!]+k+[e3]+s*(?:$|[^a-z])/,
  /t+r+[a@4]+n{2,}(?:[i1!]+[e3]*|y+)s*(?:$|[^a-z])/,
  /(?:^|[^a-z])ch+[i1!]+n+k+s*(?:$|[^a-z])/,
]

/**
 * Whether a name contains a slur, also across the separators `.`, `-` and `_`.
 * It is a net with wide meshes: moderation does the rest.
 */
export function isOffensiveName(name: string): boolean {
  const text = name.toLowerCase()
  const joined = text.replace(/[.\-_]/g, '')
  return SLURS.some((slur) => slur.test(text) || slur.test(joined))
}
