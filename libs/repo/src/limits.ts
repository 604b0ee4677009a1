/** Longest repository path (`collection/rkey`), in bytes. */
export const PATH_MAX_BYTES = 1024

/**
 * Most entries one tree node may have, read or written. Honest trees stay below a hundred; whoever mines record keys
 * that all fall on one layer can grow a node without end, and every write below it would pay for that.
 */
export const NODE_MAX_ENTRIES = 10_000

/** Largest tree node, in bytes: the 1 MiB that the network grants any block of a repository. */
export const NODE_MAX_BYTES = 1024 * 1024

/** The highest layer: a sha-256 of nothing but zeros, two bits for each layer. Bounds every descent. */
export const LAYER_MAX = 128

/** Largest commit block that is decoded, in bytes. A real one has about 200, a DID at most 2,048. */
export const COMMIT_MAX_BYTES = 4096

/** Bytes of a signature, of either curve. */
export const SIGNATURE_BYTES = 64

/** Largest header of a CAR file, in bytes: room for more roots than any repository CAR has. */
export const CAR_HEADER_MAX_BYTES = 1024

/** Largest block of a CAR file unless told otherwise, in bytes, without its CID. */
export const CAR_BLOCK_MAX_BYTES = 2 * 1024 * 1024

/** Largest CAR file unless told otherwise, in bytes. */
export const CAR_MAX_BYTES = 4 * 1024 * 1024 * 1024

/** Most blocks of a CAR file unless told otherwise. */
export const CAR_MAX_BLOCKS = 20_000_000

/** Nodes that exportTree asks for at once. */
export const EXPORT_BATCH_NODES = 256

/** Batches that exportTree keeps loaded ahead: about one for each layer of a large tree. */
export const EXPORT_AHEAD_BATCHES = 16
