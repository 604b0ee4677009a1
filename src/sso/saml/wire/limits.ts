/** How long a message may be, decoded. Those of providers that put hundreds of groups into it have some 100 KB. */
export const MESSAGE_MAX_BYTES = 256 * 1024
/** The same, as base64. */
export const ENCODED_MAX_CHARS = Math.ceil(MESSAGE_MAX_BYTES / 3) * 4
/** A form with such a message, whose signs are escaped, and with what else belongs to it. */
export const FORM_MAX_BYTES = 2 * MESSAGE_MAX_BYTES
/** Metadata of one provider have some 10 KB, those of a federation many MB. */
export const METADATA_MAX_BYTES = 2 * 1024 * 1024

/** By how much the clocks of a provider may be wrong. */
export const CLOCK_SKEW_MS = 5_000
/** How old an answer may be; providers allow 5 minutes, some an hour. */
export const MESSAGE_AGE_MAX_MS = 5 * 60_000
