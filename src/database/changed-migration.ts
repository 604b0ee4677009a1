/** A migration was applied to this database in another form than the one this release has. */
export class ChangedMigration extends Error {
  constructor(name: string) {
    super(
      `the migration ${name} is not the one that was applied to this database; released migrations never change`,
    )
    this.name = 'ChangedMigration'
  }
}
