import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { SigningKeys } from '../../identity/index.js'
import { ArrivedCommits } from './arrived-commits.js'
import { ImportAdmission } from './import-admission.js'
import { InvalidImport } from './import.errors.js'
import { ImportIntake } from './import-intake.js'
import { RepoSwitch } from './repo-switch.js'

/** Replaces a repository by one that comes as a CAR file, such as an export of another server. */
@Injectable()
export class RepoImport {
  constructor(
    private readonly admission: ImportAdmission,
    private readonly intake: ImportIntake,
    private readonly commits: ArrivedCommits,
    private readonly repos: RepoSwitch,
    private readonly keys: SigningKeys,
  ) {}

  /**
   * Takes a file and, once all of it is there and found good, makes it the contents of the repository.
   * Memory does not grow with the file: its blocks are kept in the database until they have found their place.
   * @throws {Refusal} and leaves the repository as it was
   */
  run(account: Account, body: AsyncIterable<Uint8Array>): Promise<void> {
    return this.admission.during(account.did, async (importId) => {
      const { root, blocks } = await this.intake.take(importId, body)
      const block = await this.admission.block(importId, root)
      if (!block) throw new InvalidImport('the commit is not in the file')
      const commit = await this.commits.check(block, account)
      const signer = await this.keys.signerFor(account.did)
      const announced = account.status === 'active'
      await this.repos.replace({ importId, did: account.did, commit, blocks, signer, announced })
    })
  }
}
