/** A string known to be of one Lexicon string format. The mark exists for the compiler only. */
type Branded<Format extends string> = string & { readonly __format: Format }

/** `did:plc:…`, `did:web:…`: atproto.com/specs/did */
export type Did = Branded<'did'>
/** A domain name used as an account's name; any case: atproto.com/specs/handle */
export type Handle = Branded<'handle'>
/** A DID or a handle. */
export type AtIdentifier = Did | Handle
/** `com.example.record`: atproto.com/specs/nsid */
export type Nsid = Branded<'nsid'>
/** `at://authority[/collection[/rkey]]`, the restricted form of Lexicon: no query, no fragment. */
export type AtUri = Branded<'at-uri'>
/** 13 characters of base32-sortable time and clock id: atproto.com/specs/tid */
export type Tid = Branded<'tid'>
/** The last part of a record's path: atproto.com/specs/record-key */
export type RecordKey = Branded<'record-key'>
/** A timestamp that is RFC 3339, ISO 8601 and of a real moment in the years 0000 to 9999. */
export type Datetime = Branded<'datetime'>
/** A BCP 47 language tag. */
export type Language = Branded<'language'>
/** A CID as a multibase string, any base but the bare CIDv0. */
export type CidString = Branded<'cid'>
/** A URI of any scheme, at most 8 KiB. */
export type Uri = Branded<'uri'>
