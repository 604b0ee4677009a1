import { app, type OutputOf } from '@guildhall/lexicon'
import {
  type Call,
  callerOfKind,
  demandedLater,
  PassedAnswer,
  signedIn,
  Xrpc,
  XrpcController,
} from '../../xrpc/index.js'
import { MethodForwarding } from '../method-forwarding.js'
import { callHeaders, answerHeaders } from '../passed-headers.js'
import { Services } from '../services.js'
import { ACTOR_LIKES, AUTHOR_FEED, TIMELINE } from './feed-rules.js'
import { MissingThread } from './missing-thread.js'
import { PROFILE, PROFILES } from './profile-rules.js'
import { ReadAfterWrite, type Refreshed } from './read-after-write.js'
import type { FreshMethod, RefreshRule } from './refresh-rule.js'
import { POST_THREAD } from './thread-rule.js'

const { getProfile, getProfiles } = app.bsky.actor
const { getActorLikes, getAuthorFeed, getPostThread, getTimeline } = app.bsky.feed
