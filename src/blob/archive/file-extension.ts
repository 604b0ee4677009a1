const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/bmp': 'bmp',
  'image/svg+xml': 'svg',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'video/mpeg': 'mpeg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'text/plain': 'txt',
  'text/vtt': 'vtt',
  'text/html': 'html',
  'text/markdown': 'md',
  'application/pdf': 'pdf',
  'application/json': 'json',
  'application/zip': 'zip',
}

/** How the names of files of a media type end; `bin` for those that are not known. */
export function extensionOf(mimeType: string): string {
  return EXTENSIONS[mimeType.split(';', 1)[0]!.trim().toLowerCase()] ?? 'bin'
}
