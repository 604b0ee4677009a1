import { useState } from 'react'
import type { ImportStep } from './import-frame'
import { type FileKind, type Mapping, suggestedMapping } from './mapping'
import type { TableFile } from './table-file'

/** How far somebody is with a file: read, its columns known, tried. */
export function useTableFile(kind: FileKind) {
  const [file, setFile] = useState<TableFile>()
  const [mapping, setMapping] = useState<Mapping>({})
  const [triedId, setTriedId] = useState<string>()
  const step: ImportStep = file === undefined ? 'file' : triedId === undefined ? 'mapping' : 'dryRun'
  const take = (next: TableFile) => {
    setFile(next)
    setMapping(suggestedMapping(next, kind))
  }
  return {
    ...{ file, mapping, setMapping, triedId, setTriedId, step, take },
    forget: () => setFile(undefined),
    again: () => setTriedId(undefined),
  }
}
