import { Refusal } from '../../refusal.js'
import type { InputProblem } from './policy-input.js'

/** A connection is not as it has to be. */
export class InvalidConnection extends Refusal {
  constructor(readonly errors: readonly InputProblem[]) {
    super('invalid_request', 'invalid', errors.map(({ at, message }) => `${at} ${message}`).join('; '))
  }
}

/** There is no such connection. */
export class ConnectionNotThere extends Refusal {
  constructor() {
    super('not_found', 'notFound', 'There is no such connection')
  }
}

/** Somebody else has changed the connection meanwhile. */
export class ConnectionChanged extends Refusal {
  constructor() {
    super('changed_meanwhile', 'conflict', 'Somebody else has changed the connection meanwhile')
  }
}

/** The connection is declared in a file: it is changed there. */
export class ManagedByFile extends Refusal {
  constructor() {
    super('managed_by_file', 'conflict', 'The connection is declared in a file; change it there')
  }
}

/** People have accounts by this connection. */
export class ConnectionInUse extends Refusal {
  /** @param count of people */
  constructor(count: number) {
    super('connection_in_use', 'conflict', `${count} people sign in with this connection; disable it instead`)
  }
}

/** There are as many connections as there may be. */
export class TooManyConnections extends Refusal {
  constructor(max: number) {
    super('too_many_connections', 'conflict', `There may be ${max} connections at most`)
  }
}

/** The file that declares connections does not say what it should. */
export class DeclarationUnreadable extends Refusal {
  constructor(file: string, why: string) {
    super('invalid_request', 'invalid', `${file}: ${why}`)
  }
}

/** A connection of the file that declares them is not as it has to be. */
export class InvalidDeclaration extends Refusal {
  /** @param key of the connection */
  constructor(file: string, key: string, { message }: InvalidConnection) {
    super('invalid_request', 'invalid', `${file}: the connection ${JSON.stringify(key)}: ${message}`)
  }
}
