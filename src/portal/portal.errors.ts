import { Refusal } from '../refusal.js'

/** The page was opened under another name of this server, to which no cookie of it belongs. */
export class WrongHost extends Refusal {
  constructor(publicUrl: string) {
    super('WrongHost', 'forbidden', `This page is at ${publicUrl}`)
  }
}

/** There is no such page, or nothing of this account by that name. */
export class NothingThere extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'There is nothing of this name')
  }
}

/** A form was sent that no page has. */
export class UnknownForm extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'No page of this server has such a form')
  }
}

/** Somebody agreed to nothing where it has to be said. */
export class NotSure extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'It has to be ticked that you are sure')
  }
}

/** A field that is needed was left empty. */
export class MissingField extends Refusal {
  constructor(name: string) {
    super('InvalidRequest', 'invalid', `The field "${name}" is empty`)
  }
}
