/*
 * What the directory at plc.directory takes. The specification (did:plc v0.3) names up to 7500 bytes for an operation
 * and up to 5 rotation keys; the directory stores no more than 4000 bytes and up to 10 keys.
 */

/** Largest operation in a log, as DAG-CBOR. */
export const PLC_OPERATION_MAX_BYTES = 7_500
/** Largest operation that is taken in, as DAG-CBOR. */
export const PLC_INCOMING_MAX_BYTES = 4_000
/** Most rotation keys of a DID. */
export const PLC_ROTATION_KEYS_MAX = 10
/** Most other names of a DID. */
export const PLC_ALIASES_MAX = 10
/** Longest other name: a handle with `at://` in front. */
export const PLC_ALIAS_LENGTH_MAX = 258
/** Most services of a DID. */
export const PLC_SERVICES_MAX = 10
export const PLC_SERVICE_TYPE_LENGTH_MAX = 256
export const PLC_SERVICE_ENDPOINT_LENGTH_MAX = 512
/** Most signing keys of a DID. */
export const PLC_VERIFICATION_METHODS_MAX = 10
/** Longest name of a service or signing key. */
export const PLC_NAME_LENGTH_MAX = 32
/** Longest signing key, as `did:key`; there are kinds that need more than ours. */
export const PLC_DID_KEY_LENGTH_MAX = 256
/** How long a rotation key of higher rank can take back what one of lower rank has signed. */
export const PLC_RECOVERY_WINDOW_MS = 72 * 60 * 60 * 1000
