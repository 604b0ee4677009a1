/** Ends what global-setup.mjs began. */
export default async function tearDown() {
  await globalThis[Symbol.for('guildhall.jest-database')]?.()
}
