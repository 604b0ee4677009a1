/** Whether somebody answers where this application comes from, whatever it is. */
export function isAnswered(): Promise<boolean> {
  return fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  )
}
