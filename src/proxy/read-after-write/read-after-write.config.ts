import { configSection, string } from '../../config/index.js'

/** How posts are shown that the AppView does not have yet. */
export class ReadAfterWriteConfig extends configSection('read-after-write', {
  videoPlaylistUrlPattern: string({
    env: 'PDS_BSKY_APP_VIEW_VIDEO_PLAYLIST_URL_PATTERN',
    defaultHelp: 'the file as it was uploaded',
    help: 'Where the AppView has playlists of videos: a URL with %s for the DID and the CID, in this order.',
  }),
  videoThumbnailUrlPattern: string({
    env: 'PDS_BSKY_APP_VIEW_VIDEO_THUMBNAIL_URL_PATTERN',
    defaultHelp: 'none are shown',
    help: 'Where the AppView has pictures of videos: a URL with %s for the DID and the CID, in this order.',
  }),
}) {}
