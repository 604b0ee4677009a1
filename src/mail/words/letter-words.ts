import type { Alarm } from '../alarm.js'
import type { CodePurpose } from '../code-purpose.js'
import type { SecurityMatter } from '../security-matter.js'
import type { StandingMatter } from '../standing-matter.js'

/** What a letter of the security of an account says: what has happened, and what to do if it was somebody else. */
export interface NoticeWords {
  readonly subject: string
  readonly what: string
  readonly otherwise: string
}

/** What a letter says that comes with a code. */
export interface CodeWords {
  readonly subject: string
  /** what the code does, before it */
  readonly does: string
  /** what to do if it was somebody else */
  readonly otherwise: string
}

/** What a letter says of what has become of an account. */
export interface StandingWords {
  readonly heading: string
  readonly what: (service: string) => string
  /** what its owner can do now */
  readonly next?: (portal: string) => string
}

/** What a letter says to those who answer for the service. */
export interface AlarmWords {
  readonly subject: string
  readonly what: readonly string[]
}

type Matter<K extends SecurityMatter['kind']> = Extract<SecurityMatter, { kind: K }>

/** All that letters say, in one language: whole sentences, so that each language has its own order of words. */
export interface LetterWords {
  readonly hello: (name: string) => string
  readonly code: {
    readonly goodFor: (minutes: number) => string
    readonly of: Readonly<Record<CodePurpose, CodeWords>>
  }
  readonly security: {
    /** when and where, as far as it is known */
    readonly circumstances: (time: string, place: string | undefined) => string
    readonly of: { readonly [K in SecurityMatter['kind']]: (about: Matter<K>) => NoticeWords }
  }
  readonly invitation: {
    readonly heading: string
    readonly invited: (service: string) => string
    /** on the link */
    readonly make: string
    readonly how: (host: string) => string
    readonly domain: (domain: string) => string
    readonly until: (day: string) => string
    readonly otherwise: string
  }
  readonly welcome: {
    readonly heading: string
    readonly made: (service: string, handle: string) => string
    /** on the link */
    readonly choose: string
    readonly until: (day: string, portal: string) => string
    /** with whom they sign in, in place of a password */
    readonly organization: (name: string) => string
    /** on the link */
    readonly signIn: string
    readonly inApp: (host: string) => string
    readonly otherwise: string
  }
  readonly moving: {
    readonly heading: string
    readonly invited: (service: string, from: string) => string
    /** on the link */
    readonly begin: string
    readonly stays: string
    readonly until: (day: string) => string
    readonly otherwise: string
  }
  readonly leaving: {
    /** @param days 1 if it is a day or less */
    readonly heading: (days: number) => string
    readonly ended: (service: string, time: string) => string
    readonly until: (portal: string) => string
    readonly otherwise: string
  }
  readonly standing: {
    /** before what whoever did it has written */
    readonly said: string
    readonly objection: (support: string) => string
    readonly of: Readonly<Record<StandingMatter, StandingWords>>
  }
  readonly alarm: { readonly [K in Alarm['kind']]: (about: Extract<Alarm, { kind: K }>) => AlarmWords }
  readonly trial: {
    readonly heading: string
    readonly works: (service: string) => string
    readonly why: string
  }
}
