import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { SigningKeys } from '../../identity/index.js'
import { ImportAdmission } from './import-admission.js'
import { ImportIntake } from './import-intake.js'
import { RepoSwitch } from './repo-switch.js'

/** A CAR file on its way. */
interface ArrivingFile {
  body: AsyncIterable<Uint8Array>
  size?: number
}

/** Replaces a repository by one that comes as a CAR file, such as an export of another server. */
@Injectable()
export class RepoImport {
  constructor(
    private readonly admission: ImportAdmission,
    private readonly intake: ImportIntake,
    private readonly repos: RepoSwitch,
    private readonly keys: SigningKeys,
  ) {}

  /**
   * Takes a file and, once all of it is there and found good, makes it the contents of the repository.
   * Memory does not grow with the file: what arrives is kept in the database until it has found its place.
   * @param file `size` in bytes, as far as it is known
   * @throws {Refusal} and leaves the repository as it was
   */
  run(account: Account, { body, size = 0 }: ArrivingFile): Promise<void> {
    const { did } = account
    return this.admission.during(did, size, async (begun) => {
      const signer = await this.keys.signerFor(did)
      const taken = await this.intake.take(begun, account, body, this.admission.progress(begun))
      await this.admission.arrive(begun, taken)
      await this.repos.replace(begun.importId, did, signer)
    })
  }
}
