interface DownloadLinkProps {
  readonly href: string
  /** what the file is called */
  readonly file: string
  readonly label: string
}

/** Downloads what anybody may have. */
export function DownloadLink({ href, file, label }: DownloadLinkProps) {
  return (
    <a className="button" href={href} download={file}>
      {label}
    </a>
  )
}
