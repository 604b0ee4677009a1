import { api, dataOf, onceOnly } from '../api/client'
import type { components } from '../api/generated/schema'
import type { Report, ReportedPlace } from './report'
import type { ReportedRecord } from './reported-record-query'

type Account = components['schemas']['Account']

/** What moderators do about something that was reported: nothing, or something is taken down. */
export type Deed =
  | { readonly kind: 'none' | 'record' | 'account' }
  | { readonly kind: 'blob'; readonly blob: ReportedRecord['blobs'][number] }

/** By what a form knows a deed. */
export function nameOf(deed: Deed): string {
  return deed.kind === 'blob' ? `blob ${deed.blob.cid}` : deed.kind
}

/** What can be done about it: what is here, and not down already. */
export function deedsFor(
  account: Account | undefined,
  record: ReportedRecord | null | undefined,
): readonly Deed[] {
  if (account === undefined) return [{ kind: 'none' }]
  const blobs = record?.blobs.filter(({ takedownRef }) => takedownRef === undefined) ?? []
  return [
    { kind: 'none' },
    ...(record && record.takedownRef === undefined ? [{ kind: 'record' } as const] : []),
    ...blobs.map((blob) => ({ kind: 'blob', blob }) as const),
    ...(account.state === 'takendown' ? [] : [{ kind: 'account' } as const]),
  ]
}

/**
 * Takes down what is to be taken down, then settles the report with the same reason. Where the second fails, the first
 * stays done; doing it again is harmless.
 */
export async function settle(
  report: Report,
  place: ReportedPlace | undefined,
  deed: Deed,
  reason: string,
): Promise<void> {
  if (place) await takeDown(place, deed, { reason, ref: `report ${report.id}` })
  await dataOf(
    api.POST('/admin/v1/reports/{id}/resolve', {
      params: { path: { id: String(report.id) } },
      body: { reason },
      headers: onceOnly(),
    }),
  )
}

async function takeDown(
  { did, record }: ReportedPlace,
  deed: Deed,
  body: { readonly reason: string; readonly ref: string },
): Promise<void> {
  const headers = onceOnly()
  if (deed.kind === 'account') {
    await dataOf(api.POST('/admin/v1/accounts/{did}/takedown', { params: { path: { did } }, body, headers }))
  }
  if (deed.kind === 'record') {
    const params = { path: { did, ...record! } }
    await dataOf<unknown>(
      api.POST('/admin/v1/accounts/{did}/records/{collection}/{rkey}/takedown', { params, body, headers }),
    )
  }
  if (deed.kind === 'blob') {
    const params = { path: { did, cid: deed.blob.cid } }
    await dataOf<unknown>(
      api.POST('/admin/v1/accounts/{did}/blobs/{cid}/takedown', { params, body, headers }),
    )
  }
}
