/**
 * The coding that the client likes best, the first of equals (RFC 9110, 12.5.3); undefined for none. Who accepts
 * anything did not ask for compression.
 * @param accept the `Accept-Encoding` of the request
 * @param codings that there are, the best one first
 */
export function chooseCoding(accept: string | undefined, codings: Iterable<string>): string | undefined {
  const wanted = new Map((accept ?? '').toLowerCase().split(',').map(parsePreference))
  let best: string | undefined
  let bestQuality = wanted.get('identity') ?? 0
  for (const coding of codings) {
    const quality = wanted.get(coding) ?? (coding === 'gzip' ? (wanted.get('x-gzip') ?? 0) : 0)
    // As good as not compressed counts as asked for; as good as a cheaper one does not.
    if (quality > bestQuality || (quality === bestQuality && quality > 0 && best === undefined)) {
      best = coding
      bestQuality = quality
    }
  }
  return best
}

/** A quality that is none counts as not acceptable. */
function parsePreference(item: string): [coding: string, quality: number] {
  const [coding = '', ...parameters] = item.split(';').map((part) => part.trim())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  if (weight === undefined) return [coding, 1]
  return [coding, /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight.slice(2)) : 0]
}
