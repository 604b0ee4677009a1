import { api, dataOf, type Once } from '../api/client'
import type { BulkJob, BulkMode } from './bulk-job'

/** An import that is wanted. */
export interface WantedImport {
  readonly lines: string
  readonly mode: BulkMode
  readonly dryRun: boolean
  readonly reason?: string
  readonly handles?: HandleSource | undefined
}

/** How handles are made for rows without one. */
export interface HandleSource {
  readonly template: string
  /** empty: the first one */
  readonly domain: string
}

/** Begins an import, or tries what it would do. @throws {ApiProblem} */
export function startImport(wanted: WantedImport, once: Once): Promise<BulkJob> {
  const { lines, mode, dryRun, reason, handles } = wanted
  const query = {
    mode,
    dryRun: dryRun ? ('true' as const) : ('false' as const),
    ...(reason && { reason }),
    ...(handles?.template && { handleTemplate: handles.template }),
    ...(handles?.template && handles.domain && { handleDomain: handles.domain }),
  }
  return dataOf(
    api.POST('/admin/v1/bulk/accounts', {
      params: { query },
      body: lines,
      bodySerializer: (body) => body,
      headers: { ...once, 'content-type': 'application/x-ndjson' },
    }),
  )
}
