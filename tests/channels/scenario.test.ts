import { tellStories } from '../support/stories.ts'
import { PLAYED } from '../support/voices.ts'

tellStories(PLAYED.slice(0, 8))
