export { DID_DOCUMENT_MAX_BYTES, parseDidDocument } from './did-document.js'
export type { DidDocument, DidService, VerificationMethod } from './did-document.js'
export { handleOf, pdsOf, serviceOf, signingKeyOf } from './document-parts.js'
export { didWebOf, didWebUrl, webDidDocument } from './did-web.js'
export type { DidWebOptions, WebAccount } from './did-web.js'
export { agreedDid, didOfHandleText, didsOfHandleTxt, isHandleTldAllowed } from './handle-claims.js'
export { InvalidDidDocument } from './invalid-did-document.js'
export { InvalidPlcOperation } from './invalid-plc-operation.js'
export { didOfGenesis, plcOperationCid, plcSignerOf, signPlcOperation } from './plc-encoding.js'
export { plcToDidDocument } from './plc-document.js'
export * from './plc-limits.js'
export { plcEntriesThatCount, validateNextOperation, validatePlcAuditLog, validatePlcLog } from './plc-log.js'
export type { AcceptedOperation, PlcLogEntry } from './plc-log.js'
export { isPlcDid, plcStateOf } from './plc-operation.js'
export type {
  PlcCreate,
  PlcLogOperation,
  PlcOperation,
  PlcService,
  PlcState,
  PlcTombstone,
  Unsigned,
} from './plc-operation.js'
export { parseIncomingPlcOperation, parsePlcOperation } from './plc-parse.js'
export { genesisOperation, tombstoneOperation, updateOperation } from './plc-write.js'
export type { NewIdentity } from './plc-write.js'
