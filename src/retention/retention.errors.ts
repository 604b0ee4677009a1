import { Refusal } from '../refusal.js'

/** There is no such class of data. */
export class UnknownDataClass extends Refusal {
  constructor(dataClass: string) {
    super('unknown_data_class', 'invalid', `There is no data of the class ${dataClass}`)
  }
}

/** The installation keeps it longer. */
export class RetentionTooShort extends Refusal {
  constructor(dataClass: string, daysMin: number) {
    super(
      'retention_too_short',
      'invalid',
      `Data of the class ${dataClass} are kept ${daysMin} days at least`,
    )
  }
}

/** The environment says how long it is kept. */
export class RetentionPinned extends Refusal {
  constructor(env: string) {
    super('retention_pinned', 'conflict', `It is set by ${env}, and can be changed there only`)
  }
}
