export { toApiCause, toApiCommand, toApiRejection } from './access.routes.ts'
export {
  selectAppliedStates as findAppliedStates,
  selectLastCommands as findLastCommands,
} from './commands.store.ts'
export { settleEmergencies } from './emergency/declare-emergency.ts'
export { escalateCommands } from './escalate-commands.ts'
export { followAllSpeeds } from './follow-speeds.ts'
export { enforceStates, followSpeeds } from './order-network.ts'
export { readDueSpeeds } from './read-speed-plans.ts'
export { selectLastRejections as findLastRejections } from './rejections.store.ts'
export { type Messenger, repeatCommands, sendCommands } from './send-commands.ts'
